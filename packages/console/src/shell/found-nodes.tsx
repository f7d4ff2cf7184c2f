import type { SpotlightActionGroupData } from '@mantine/spotlight';
import { type Icon, IconBuilding, IconFolder, IconRocket, IconServer } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { isUuid } from '../parts/uuid.ts';
import { deploymentsQuery } from '../queries/deployments.ts';
import { envsQuery } from '../queries/envs.ts';
import { principalsQuery } from '../queries/grants.ts';
import { organizationsQuery } from '../queries/organizations.ts';
import { projectsQuery } from '../queries/projects.ts';
import { isWord } from './is-word.ts';

interface Found {
  readonly id: string;
  readonly name: string;
  readonly above: string;
}

const pages = {
  Organizations: { to: '/organizations/$id', icon: IconBuilding },
  Projects: { to: '/projects/$id', icon: IconFolder },
  Envs: { to: '/envs/$id', icon: IconServer },
  Deployments: { to: '/deployments/$id', icon: IconRocket },
} as const satisfies Record<string, { to: string; icon: Icon }>;

/** Organizations, projects, envs and deployments by name. */
export function useNodes(text: string): SpotlightActionGroupData[] {
  const navigate = useNavigate();
  const enabled = isWord(text);
  const filters = { name: text, per_page: 5 };
  const organizations = useQuery({ ...organizationsQuery(filters), enabled });
  const projects = useQuery({ ...projectsQuery(filters), enabled });
  const envs = useQuery({ ...envsQuery(filters), enabled });
  const deployments = useQuery({ ...deploymentsQuery(filters), enabled });
  const byId = useDeploymentOfId(text);
  const group = (name: keyof typeof pages, rows: readonly Found[]) => {
    const { to, icon: Icon } = pages[name];
    const actions = rows.map(({ id, name, above }) => ({
      id,
      label: name,
      description: above,
      leftSection: <Icon size={20} stroke={1.7} />,
      onClick: () => void navigate({ to, params: { id } }),
    }));
    return actions.length > 0 ? [{ group: name, actions }] : [];
  };
  if (!enabled) return [];
  return [
    ...group('Deployments', byId),
    ...group(
      'Organizations',
      (organizations.data?.items ?? []).map(({ id, name }) => ({ id, name, above: '' })),
    ),
    ...group(
      'Projects',
      (projects.data?.items ?? []).map(({ id, name, organization }) => ({
        id,
        name,
        above: organization.name,
      })),
    ),
    ...group(
      'Envs',
      (envs.data?.items ?? []).map(({ id, name, organization, project }) => ({
        id,
        name,
        above: `${organization.name} / ${project.name}`,
      })),
    ),
    ...group(
      'Deployments',
      (deployments.data?.items ?? []).map(({ id, name, kind, env, project }) => ({
        id,
        name,
        above: `${kind.name} in ${project.name} / ${env.name}`,
      })),
    ),
  ];
}

/** Looked for among principals, which are found by their ids without asking for one that may not be there. */
function useDeploymentOfId(text: string): readonly Found[] {
  const sought = { search: text, kind: 'deployment' as const, per_page: 1 };
  const found = useQuery({ ...principalsQuery(sought), enabled: isUuid(text) });
  if (!isUuid(text)) return [];
  return (found.data?.items ?? []).map(({ id, name, detail }) => ({ id, name, above: detail }));
}

import type { Project } from '@keywright/sdk';
import { Button, Group } from '@mantine/core';
import { IconPlus, IconServer } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { projectEnvColumns } from '../envs/env-columns.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { late } from '../parts/late.tsx';
import { PageHeader } from '../parts/page-header.tsx';
import { ProjectTabs } from '../projects/project-tabs.tsx';
import { envsQuery } from '../queries/envs.ts';
import { projectQuery } from '../queries/projects.ts';
import { NameList } from '../tree/name-list.tsx';
import { nameQueryOf } from '../tree/name-search.ts';
import { OneResource } from '../tree/one-resource.tsx';
import { SettingsLink } from '../tree/settings-link.tsx';
import { useTrail } from '../tree/trail.ts';

const NewEnv = late(() => import('../envs/new-env.tsx').then((file) => file.NewEnv));
const route = getRouteApi('/signed-in/projects/$id');

/** One project: its envs. */
export function ProjectPage() {
  const { id } = route.useParams();
  const project = useQuery(projectQuery(id));
  const trail = useTrail(undefined);
  return (
    <OneResource query={project} what="Project" trail={trail}>
      {(row) => <Envs key={id} of={row} />}
    </OneResource>
  );
}

function Envs({ of: project }: { readonly of: Project }) {
  const filters = route.useSearch();
  const navigate = route.useNavigate();
  const trail = useTrail(project);
  const [creating, setCreating] = useState(false);
  const { id, name, abilities } = project;
  const envs = useQuery(envsQuery({ ...nameQueryOf(filters), project_id: id }));
  const mayCreate = abilities.includes('create_env');
  return (
    <>
      <PageHeader
        title={name}
        trail={trail}
        about={project.is_default && 'Envs that are made without naming a project go here.'}
        action={
          <Group gap="sm">
            <SettingsLink type="project" row={project} />
            {mayCreate && (
              <Button leftSection={<IconPlus size={16} />} onClick={() => setCreating(true)}>
                New env
              </Button>
            )}
          </Group>
        }
      />
      <ProjectTabs id={id} name={name} />
      <NameList
        label="Envs"
        counted={(n) => (n === 1 ? '1 env' : `${n} envs`)}
        columns={projectEnvColumns}
        query={envs}
        filters={filters}
        onFilter={(search) => void navigate({ search, replace: true })}
        empty={
          <EmptyState
            icon={IconServer}
            title={mayCreate ? 'No env yet' : 'You see no env here'}
            {...(mayCreate && {
              command: {
                label: 'The same from a shell',
                text: `curl -X POST -H "x-platz-token: $PLATZ_TOKEN" -H "content-type: application/json" -d '{"name":"staging","project_id":"${id}"}' ${location.origin}/api/v2/envs`,
              },
            })}
          >
            {mayCreate
              ? 'An env is where things run: production, staging, a region. Press “New env” to make the first.'
              : 'Members of a project see those of its envs they are let into. Ask an Admin of the project, or of the env you look for.'}
          </EmptyState>
        }
      />
      {creating && <NewEnv project={project} onClose={() => setCreating(false)} />}
    </>
  );
}

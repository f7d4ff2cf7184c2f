import type { Organization } from '@keywright/sdk';
import { Button, Group } from '@mantine/core';
import { IconFolder, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { EmptyState } from '../parts/empty-state.tsx';
import { PageHeader } from '../parts/page-header.tsx';
import { NewProject } from '../projects/new-project.tsx';
import { projectColumns } from '../projects/project-columns.tsx';
import { organizationQuery } from '../queries/organizations.ts';
import { projectsQuery } from '../queries/projects.ts';
import { NameList } from '../tree/name-list.tsx';
import { nameQueryOf } from '../tree/name-search.ts';
import { OneResource } from '../tree/one-resource.tsx';
import { SettingsLink } from '../tree/settings-link.tsx';

const route = getRouteApi('/signed-in/organizations/$id');
const trail = [{ label: 'Organizations', to: '/organizations' }] as const;

/** One organization: its projects. */
export function OrganizationPage() {
  const { id } = route.useParams();
  const organization = useQuery(organizationQuery(id));
  return (
    <OneResource query={organization} what="Organization" trail={trail}>
      {(row) => <Projects key={id} of={row} />}
    </OneResource>
  );
}

function Projects({ of: organization }: { readonly of: Organization }) {
  const filters = route.useSearch();
  const navigate = route.useNavigate();
  const [creating, setCreating] = useState(false);
  const { id, name, abilities } = organization;
  const projects = useQuery(projectsQuery({ ...nameQueryOf(filters), organization_id: id }));
  const mayCreate = abilities.includes('create_project');
  return (
    <>
      <PageHeader
        title={name}
        trail={trail}
        about={organization.is_default && 'The organization that came with this site.'}
        action={
          <Group gap="sm">
            <SettingsLink type="organization" row={organization} />
            {mayCreate && (
              <Button leftSection={<IconPlus size={16} />} onClick={() => setCreating(true)}>
                New project
              </Button>
            )}
          </Group>
        }
      />
      <NameList
        label="Projects"
        counted={(n) => (n === 1 ? '1 project' : `${n} projects`)}
        columns={projectColumns}
        query={projects}
        filters={filters}
        onFilter={(search) => void navigate({ search, replace: true })}
        empty={
          <EmptyState
            icon={IconFolder}
            title={mayCreate ? 'No project yet' : 'You see no project here'}
            {...(mayCreate && {
              command: {
                label: 'The same from a shell',
                text: `curl -X POST -H "x-platz-token: $PLATZ_TOKEN" -H "content-type: application/json" -d '{"name":"shop","organization_id":"${id}"}' ${location.origin}/api/v2/projects`,
              },
            })}
          >
            {mayCreate
              ? 'A project holds envs, and the service accounts and roles of one piece of work. Press “New project” to make the first.'
              : 'Members see those of its projects they are let into. Ask an Admin of the organization, or of the project you look for.'}
          </EmptyState>
        }
      />
      {creating && <NewProject organization={organization} onClose={() => setCreating(false)} />}
    </>
  );
}

import type { Project } from '@keywright/sdk';
import { Button, Group } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { entityColumns } from '../entities/entity-columns.tsx';
import { type EntitySearch, entityQueryOf } from '../entities/entity-filters.ts';
import { EntityList } from '../entities/entity-list.tsx';
import { NoEntities } from '../entities/no-entities.tsx';
import { NothingShared } from '../entities/shared-words.tsx';
import { late } from '../parts/late.tsx';
import { PageHeader } from '../parts/page-header.tsx';
import { ProjectTabs } from '../projects/project-tabs.tsx';
import { entitiesQuery } from '../queries/entities.ts';
import { projectQuery } from '../queries/projects.ts';
import { OneResource } from '../tree/one-resource.tsx';
import { SettingsLink } from '../tree/settings-link.tsx';
import { useTrail } from '../tree/trail.ts';

const NewEntity = late(() => import('../entities/new-entity.tsx').then((file) => file.NewEntity));
const route = getRouteApi('/signed-in/projects/$id/entities');
const { name, type, updated, menu } = entityColumns;
const columns = [name, type, updated, menu];
const sharings = [
  { value: '', label: 'Shared or not' },
  { value: 'with_me', label: 'Shared with me' },
  { value: 'by_me', label: 'Shared by me' },
];

/** The channels, clients, groups, dashboards and the like of one project. */
export function ProjectEntitiesPage() {
  const { id } = route.useParams();
  const project = useQuery(projectQuery(id));
  const trail = useTrail(undefined);
  return (
    <OneResource query={project} what="Entities" trail={trail}>
      {(row) => <Entities key={id} of={row} />}
    </OneResource>
  );
}

function Entities({ of: project }: { readonly of: Project }) {
  const filters = route.useSearch();
  const navigate = route.useNavigate();
  const trail = useTrail(project);
  const [creating, setCreating] = useState(false);
  const { id, abilities } = project;
  const entities = useQuery(entitiesQuery({ ...entityQueryOf(filters), project_id: id }));
  const mayCreate = abilities.includes('create_entity');
  return (
    <>
      <PageHeader
        title={project.name}
        part="Entities"
        trail={trail}
        action={
          <Group gap="sm">
            <SettingsLink type="project" row={project} />
            {mayCreate && (
              <Button leftSection={<IconPlus size={16} />} onClick={() => setCreating(true)}>
                New entity
              </Button>
            )}
          </Group>
        }
      />
      <ProjectTabs id={id} name={project.name} />
      <EntityList
        label="Entities"
        columns={columns}
        query={entities}
        filters={filters}
        sharings={sharings}
        onFilter={(search: EntitySearch) => void navigate({ search, replace: true })}
        empty={
          filters.shared ? (
            <NothingShared sharing={filters.shared} />
          ) : (
            <NoEntities projectId={id} mayCreate={mayCreate} />
          )
        }
      />
      {creating && (
        <NewEntity project={project} type={filters.type} onClose={() => setCreating(false)} />
      )}
    </>
  );
}

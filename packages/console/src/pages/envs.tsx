import { Button } from '@mantine/core';
import { IconPlus, IconServer } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { envColumns } from '../envs/env-columns.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { late } from '../parts/late.tsx';
import { PageHeader } from '../parts/page-header.tsx';
import { envsQuery } from '../queries/envs.ts';
import { projectsQuery } from '../queries/projects.ts';
import { NameList } from '../tree/name-list.tsx';
import { nameQueryOf } from '../tree/name-search.ts';

const NewEnv = late(() => import('../envs/new-env.tsx').then((file) => file.NewEnv));
const route = getRouteApi('/signed-in/envs');

/** Every env the reader is let into, whatever its project. */
export function EnvsPage() {
  const filters = route.useSearch();
  const navigate = route.useNavigate();
  const [creating, setCreating] = useState(false);
  const envs = useQuery(envsQuery(nameQueryOf(filters)));
  const projects = useQuery(projectsQuery({ per_page: 50 }));
  const mayCreate = projects.data?.items.some(({ abilities }) => abilities.includes('create_env'));
  return (
    <>
      <PageHeader
        title="Envs"
        about="Where things run: production, staging, a region. You see those you were let into."
        action={
          mayCreate && (
            <Button leftSection={<IconPlus size={16} />} onClick={() => setCreating(true)}>
              New env
            </Button>
          )
        }
      />
      <NameList
        label="Envs"
        counted={(n) => (n === 1 ? '1 env' : `${n} envs`)}
        columns={envColumns}
        query={envs}
        filters={filters}
        onFilter={(search) => void navigate({ search, replace: true })}
        empty={
          <EmptyState
            icon={IconServer}
            title={mayCreate ? 'No env yet' : 'Nobody has let you into an env yet'}
            command={{
              label: 'The same from a shell',
              text: `curl -H "x-platz-token: $PLATZ_TOKEN" ${location.origin}/api/v2/envs`,
            }}
          >
            {mayCreate
              ? 'Press “New env”, choose its project, and let people and service accounts in.'
              : 'Ask an Admin of the env you need to add you under “User roles” in its settings. It appears here as soon as they have.'}
          </EmptyState>
        }
      />
      {creating && <NewEnv onClose={() => setCreating(false)} />}
    </>
  );
}

import type { DeploymentKind } from '@keywright/sdk';
import { Anchor, Button, Stack, Text } from '@mantine/core';
import { IconBox, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../api.ts';
import { KindMenu } from '../deployment-kinds/kind-menu.tsx';
import { askAgain } from '../live/ask-again.ts';
import { CopyableId } from '../parts/copyable-id.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import type { Column } from '../parts/list-table.tsx';
import { PageHeader } from '../parts/page-header.tsx';
import { RelativeTime } from '../parts/relative-time.tsx';
import { deploymentKindsQuery } from '../queries/deployment-kinds.ts';
import { useProfile } from '../queries/profile.ts';
import { NameList } from '../tree/name-list.tsx';
import { NameModal } from '../tree/name-modal.tsx';
import { nameQueryOf } from '../tree/name-search.ts';

const route = getRouteApi('/signed-in/admin/deployment-kinds');

const columns: readonly Column<DeploymentKind>[] = [
  {
    header: 'Deployment kind',
    isName: true,
    cell: ({ id, name }) => (
      <Stack gap={1} miw={0} align="flex-start">
        <Anchor
          size="sm"
          fw={600}
          renderRoot={(props) => (
            <Link to="/admin/deployment-kinds/$id" params={{ id }} {...props} />
          )}
        >
          {name}
        </Anchor>
        <CopyableId id={id} label="deployment kind id" />
      </Stack>
    ),
  },
  {
    header: 'Created',
    cell: ({ created_at }) => (
      <Text size="sm">
        <RelativeTime at={created_at} />
      </Text>
    ),
  },
  { header: 'Actions', isMenu: true, cell: (kind) => <KindMenu kind={kind} /> },
];

/** The kinds of deployment, which belong to the site. */
export function DeploymentKindsPage() {
  const filters = route.useSearch();
  const navigate = route.useNavigate();
  const { abilities } = useProfile();
  const [creating, setCreating] = useState(false);
  const kinds = useQuery(deploymentKindsQuery(nameQueryOf(filters)));
  const create = async (name: string) => {
    await api.createDeploymentKind({ body: { name } });
    await askAgain('deployment_kind');
  };
  return (
    <>
      <PageHeader
        title="Deployment kinds"
        trail={[{ label: 'Site administration', to: '/admin/users' }]}
        about="What can be deployed, whichever env it goes to. In each env, Owner and Maintainer are granted for one kind at a time."
        action={
          abilities.includes('manage_deployment_kinds') && (
            <Button leftSection={<IconPlus size={16} />} onClick={() => setCreating(true)}>
              New deployment kind
            </Button>
          )
        }
      />
      <NameList
        label="Deployment kinds"
        counted={(n) => (n === 1 ? '1 deployment kind' : `${n} deployment kinds`)}
        columns={columns}
        query={kinds}
        filters={filters}
        onFilter={(search) => void navigate({ search, replace: true })}
        empty={
          <EmptyState
            icon={IconBox}
            title="No deployment kind yet"
            command={{
              label: 'The same from a shell',
              text: `curl -X POST -H "x-platz-token: $PLATZ_TOKEN" -H "content-type: application/json" -d '{"name":"website"}' ${location.origin}/api/v2/deployment-kinds`,
            }}
          >
            A kind names one thing that is deployed, such as “website” or “worker”. Make one, then
            grant Owner or Maintainer of it in the settings of an env.
          </EmptyState>
        }
      />
      {creating && (
        <NameModal
          title="New deployment kind"
          about="One thing that is deployed, such as “website” or “worker”."
          confirm="Create deployment kind"
          act={create}
          onClose={() => setCreating(false)}
        />
      )}
    </>
  );
}

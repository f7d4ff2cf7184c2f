import type { Grant } from '@keywright/sdk';
import { Stack, Text } from '@mantine/core';
import { PathLine } from '../access/path-line.tsx';
import { PrincipalLine } from '../access/principal-line.tsx';
import type { Column } from '../parts/list-table.tsx';
import { RelativeTime } from '../parts/relative-time.tsx';
import { StateWord } from '../parts/state-word.tsx';
import { Contained } from '../roles/contained.tsx';
import { GrantMenu } from './grant-menu.tsx';
import { roleOf } from './grant-words.ts';

/** What a list of grants may show of each; every list takes those that differ in it. */
export const grantColumns = {
  principal: {
    header: 'Who',
    isName: true,
    cell: ({ principal }) => <PrincipalLine principal={principal} />,
  },
  resource: {
    header: 'On',
    isName: true,
    cell: ({ path, resource }) => <PathLine path={path} resource={resource} />,
  },
  role: { header: 'Role', cell: (grant) => <RoleCell grant={grant} /> },
  kind: {
    header: 'Deployment kind',
    cell: ({ deployment_kind }) => <Text size="sm">{deployment_kind?.name ?? 'Every kind'}</Text>,
  },
  ends: { header: 'Ends', cell: (grant) => <Ends grant={grant} /> },
  given: {
    header: 'Granted',
    cell: ({ created_at, created_by }) => (
      <Stack gap={0}>
        <Text size="sm">
          <RelativeTime at={created_at} />
        </Text>
        <Text size="sm" c="dimmed">
          by {created_by.name}
        </Text>
      </Stack>
    ),
  },
  menu: { header: 'Actions', isMenu: true, cell: (grant) => <GrantMenu grant={grant} /> },
} as const satisfies Record<string, Column<Grant>>;

function RoleCell({ grant }: { readonly grant: Grant }) {
  return (
    <Stack gap={0} align="flex-start">
      <Text size="sm" fw={600}>
        {roleOf(grant)}
      </Text>
      {grant.deployment_kind && (
        <Text size="sm">
          for kind <b>{grant.deployment_kind.name}</b> alone
        </Text>
      )}
      <Contained permissions={grant.permissions} of={`${roleOf(grant)}, ${grant.principal.name}`} />
    </Stack>
  );
}

function Ends({ grant: { ends_at, state } }: { readonly grant: Grant }) {
  return (
    <Stack gap={2} align="flex-start">
      {state === 'ended' && <StateWord state="Ended" />}
      <Text size="sm">{ends_at ? <RelativeTime at={ends_at} /> : 'Never'}</Text>
    </Stack>
  );
}

import type { Server } from '@keywright/sdk';
import { Code, Group, Text } from '@mantine/core';
import { type Column, ListTable } from '../parts/list-table.tsx';
import { RelativeTime } from '../parts/relative-time.tsx';
import { ToneWord } from '../parts/state-word.tsx';
import { counted } from '../tree/loss-words.ts';

/** Each server with its lease, how far behind it is, and who listens to it. */
export function ServerList({ servers }: { readonly servers: readonly Server[] }) {
  return <ListTable label="Servers" columns={columns} rows={servers} rowKey={({ id }) => id} />;
}

const columns: Column<Server>[] = [
  {
    header: 'Server',
    isName: true,
    cell: ({ name, is_this }) => (
      <Group gap="xs">
        <Text fw={600} size="sm" span>
          {name}
        </Text>
        {is_this && <ToneWord tone="special">Answers you</ToneWord>}
      </Group>
    ),
  },
  { header: 'Version', cell: ({ version }) => <Code>{version}</Code> },
  { header: 'Since', cell: ({ joined_at: at }) => <RelativeTime at={at} /> },
  { header: 'Lease', cell: (server) => <Lease server={server} /> },
  {
    header: 'Behind',
    cell: ({ lag }) => (lag === 0 ? 'Nothing' : counted(lag, 'change')),
  },
  { header: 'Verifiers', cell: ({ verifiers }) => verifiers },
];

function Lease({ server: { lease, lease_ends_in_ms } }: { readonly server: Server }) {
  if (lease === 'lapsed') {
    return (
      <div>
        <ToneWord tone="bad">Lapsed</ToneWord>
        <Text size="xs" c="dimmed">
          It answers nobody until it reaches the database.
        </Text>
      </div>
    );
  }
  return (
    <div>
      <ToneWord tone="good">Held</ToneWord>
      <Text size="xs" c="dimmed">
        Ends in {(lease_ends_in_ms / 1000).toFixed(1)} s unless renewed
      </Text>
    </div>
  );
}

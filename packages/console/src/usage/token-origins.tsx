import type { TokenUsage } from '@keywright/sdk';
import { Code, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { clientWords } from '../parts/client-words.ts';
import { type Column, ListTable } from '../parts/list-table.tsx';
import { RelativeTime } from '../parts/relative-time.tsx';
import { number } from './usage-words.ts';

type Address = TokenUsage['addresses'][number];
type Program = TokenUsage['user_agents'][number];
type Used = TokenUsage['permissions'][number];

/** From where a token came, with what, and for what. */
export function TokenOrigins({ usage }: { readonly usage: TokenUsage }) {
  const { addresses, user_agents, permissions } = usage;
  return (
    <>
      {addresses.length > 0 && (
        <Part title="From these addresses">
          <ListTable
            label="Addresses"
            columns={addressColumns}
            rows={addresses}
            rowKey={({ address }) => address}
          />
        </Part>
      )}
      {user_agents.length > 0 && (
        <Part title="With these programs">
          <ListTable
            label="Programs"
            columns={programColumns}
            rows={user_agents}
            rowKey={({ user_agent }) => user_agent}
          />
        </Part>
      )}
      {permissions.length > 0 && (
        <Part title="For this">
          <ListTable
            label="Permissions used"
            columns={permissionColumns}
            rows={permissions}
            rowKey={({ permission }) => permission}
          />
        </Part>
      )}
    </>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Stack gap="xs">
      <Title order={3} size="h5">
        {title}
      </Title>
      {children}
    </Stack>
  );
}

interface Seen {
  readonly first_seen_at: string;
  readonly last_seen_at: string;
  readonly count: number;
}

const seen: Column<Seen>[] = [
  { header: 'Times', cell: ({ count }) => number(count) },
  { header: 'First', cell: ({ first_seen_at: at }) => <RelativeTime at={at} /> },
  { header: 'Last', cell: ({ last_seen_at: at }) => <RelativeTime at={at} /> },
];

const addressColumns: Column<Address>[] = [
  { header: 'Address', isName: true, cell: ({ address }) => <Code>{address}</Code> },
  ...seen,
];

const programColumns: Column<Program>[] = [
  {
    header: 'Program',
    isName: true,
    cell: ({ user_agent }) => (
      <Text size="sm" title={user_agent}>
        {clientWords(user_agent)}
      </Text>
    ),
  },
  ...seen,
];

const permissionColumns: Column<Used>[] = [
  { header: 'Permission', isName: true, cell: ({ permission }) => <Code>{permission}</Code> },
  { header: 'Last used', cell: ({ last_used_at: at }) => <RelativeTime at={at} /> },
];

import type { Env } from '@keywright/sdk';
import { Text } from '@mantine/core';
import type { Column } from '../parts/list-table.tsx';
import { RelativeTime } from '../parts/relative-time.tsx';
import { NodeName } from '../tree/node-name.tsx';

const name: Column<Env> = {
  header: 'Env',
  isName: true,
  cell: (row) => <NodeName type="env" row={row} />,
};
const created: Column<Env> = {
  header: 'Created',
  cell: ({ created_at }) => (
    <Text size="sm">
      <RelativeTime at={created_at} />
    </Text>
  ),
};

/** On the page of their project, which need not be named again. */
export const projectEnvColumns: readonly Column<Env>[] = [
  name,
  {
    header: 'New people',
    cell: ({ auto_add_new_users }) => (
      <Text size="sm">{auto_add_new_users ? 'Added as User' : 'Let in by hand'}</Text>
    ),
  },
  created,
];

export const envColumns: readonly Column<Env>[] = [
  name,
  { header: 'Project', cell: ({ project }) => <Text size="sm">{project.name}</Text> },
  {
    header: 'Organization',
    cell: ({ organization }) => <Text size="sm">{organization.name}</Text>,
  },
  created,
];

import type { ListedEntityType } from '@keywright/sdk';
import { Code, Stack, Text } from '@mantine/core';
import { type Column, ListTable } from '../parts/list-table.tsx';
import { ToneWord } from '../parts/state-word.tsx';
import { OperationList } from './operation-list.tsx';
import { TypeMenu } from './type-menu.tsx';

/** Entity types and what can be done to entities of each. */
export function TypeTable({ types }: { readonly types: readonly ListedEntityType[] }) {
  return (
    <ListTable label="Entity types" columns={columns} rows={types} rowKey={({ type }) => type} />
  );
}

const columns: readonly Column<ListedEntityType>[] = [
  {
    header: 'Type',
    isName: true,
    cell: ({ type, title, description }) => (
      <Stack gap={2} miw={0} align="flex-start">
        <Text size="sm" fw={600}>
          {title}
        </Text>
        <Code>{type}</Code>
        {description && (
          <Text size="sm" c="dimmed">
            {description}
          </Text>
        )}
      </Stack>
    ),
  },
  { header: 'Operations', cell: (type) => <OperationList type={type} /> },
  {
    header: 'Origin',
    cell: ({ is_built_in }) =>
      is_built_in ? (
        <ToneWord tone="quiet">Built in</ToneWord>
      ) : (
        <ToneWord tone="special">Registered</ToneWord>
      ),
  },
  { header: 'Actions', isMenu: true, cell: (type) => <TypeMenu type={type} /> },
];

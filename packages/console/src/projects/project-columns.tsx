import type { Project } from '@keywright/sdk';
import { Text } from '@mantine/core';
import type { Column } from '../parts/list-table.tsx';
import { RelativeTime } from '../parts/relative-time.tsx';
import { NodeName } from '../tree/node-name.tsx';

export const projectColumns: readonly Column<Project>[] = [
  { header: 'Project', isName: true, cell: (row) => <NodeName type="project" row={row} /> },
  {
    header: 'Created',
    cell: ({ created_at }) => (
      <Text size="sm">
        <RelativeTime at={created_at} />
      </Text>
    ),
  },
];

import type { Holder, ResourceRef } from '@keywright/sdk';
import { Code } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { EmptyState } from '../parts/empty-state.tsx';
import { type Column, ListTable } from '../parts/list-table.tsx';
import { Listed } from '../parts/listed.tsx';
import { holdersQuery } from '../queries/access.ts';
import { PrincipalLine } from './principal-line.tsx';
import { Reasons } from './reason-line.tsx';

interface Props {
  readonly resource: ResourceRef;
  readonly permission: string;
  readonly page: number;
  readonly onPage: (page: number) => void;
}

/** Who holds one permission on a resource, each with all grants that give it. */
export function HolderList({ resource, permission, page, onPage }: Props) {
  const query = useQuery(holdersQuery({ resource: resource.id, permission, page, per_page: 25 }));
  return (
    <Listed
      query={query}
      counted={(n) => (n === 1 ? '1 holds it' : `${n} hold it`)}
      onPage={onPage}
      empty={
        <EmptyState icon={IconLock} title="Nobody holds this here">
          No grant on {resource.name} or above it contains <Code>{permission}</Code>.
        </EmptyState>
      }
    >
      {(rows) => (
        <ListTable
          label={`Who may ${permission}`}
          columns={columns}
          rows={rows}
          rowKey={({ principal }) => principal.id}
        />
      )}
    </Listed>
  );
}

const columns: readonly Column<Holder>[] = [
  {
    header: 'Who',
    isName: true,
    cell: ({ principal }) => <PrincipalLine principal={principal} />,
  },
  { header: 'Through', cell: ({ reasons }) => <Reasons reasons={reasons} /> },
];

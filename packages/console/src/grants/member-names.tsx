import type { Member, ResourceRef } from '@keywright/sdk';
import { Text } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { PrincipalLine } from '../access/principal-line.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { type Column, ListTable } from '../parts/list-table.tsx';
import { Listed } from '../parts/listed.tsx';
import { useAddressFilters } from '../parts/use-address-filters.ts';
import { membersQuery } from '../queries/grants.ts';

/** The names of those who are in, for who may see no more of it. */
export function MemberNames({ resource }: { readonly resource: ResourceRef }) {
  const [{ members_page }, change] = useAddressFilters(['members_page']);
  const query = useQuery(
    membersQuery({ resource_id: resource.id, page: Number(members_page ?? 1), per_page: 25 }),
  );
  return (
    <Listed
      query={query}
      counted={(n) => (n === 1 ? '1 member' : `${n} members`)}
      onPage={(page) => change({ members_page: page > 1 ? `${page}` : undefined })}
      empty={
        <EmptyState icon={IconUsers} title="No members yet">
          Who is let in appears here. An Admin above {resource.name} can let somebody in.
        </EmptyState>
      }
    >
      {(rows) => (
        <ListTable
          label="Members"
          columns={columns}
          rows={rows}
          rowKey={({ principal }) => principal.id}
        />
      )}
    </Listed>
  );
}

const columns: readonly Column<Member>[] = [
  {
    header: 'Who',
    isName: true,
    cell: ({ principal }) => <PrincipalLine principal={principal} />,
  },
  { header: 'Roles', cell: ({ roles }) => <Text size="sm">{roles.join(', ')}</Text> },
];

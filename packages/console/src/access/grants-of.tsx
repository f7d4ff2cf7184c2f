import type { PrincipalRef } from '@keywright/sdk';
import { IconLock } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { grantColumns } from '../grants/grant-columns.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { ListTable } from '../parts/list-table.tsx';
import { Listed } from '../parts/listed.tsx';
import { useAddressFilters } from '../parts/use-address-filters.ts';
import { grantsQuery } from '../queries/grants.ts';

interface Props {
  readonly principal: PrincipalRef;
  /** Whether the reader is this principal. */
  readonly isSelf?: boolean;
}

const { resource, role, ends, given, menu } = grantColumns;
const columns = [resource, role, ends, given, menu];

/** What a principal was granted, and where. */
export function GrantsOf({ principal, isSelf = false }: Props) {
  const [{ grants_page }, change] = useAddressFilters(['grants_page']);
  const query = useQuery(
    grantsQuery({ principal_id: principal.id, page: Number(grants_page ?? 1), per_page: 25 }),
  );
  return (
    <Listed
      query={query}
      counted={(n) => (n === 1 ? '1 grant' : `${n} grants`)}
      onPage={(page) => change({ grants_page: page > 1 ? `${page}` : undefined })}
      empty={
        <EmptyState icon={IconLock} title="No grants">
          {isSelf
            ? 'Nobody has granted you anything yet. An Admin of the organization, project or env that you need lets you in under its settings.'
            : `${principal.name} holds nothing by a grant that you may see. Grants are made in the settings of an organization, project or env.`}
        </EmptyState>
      }
    >
      {(rows) => <ListTable label="Grants" columns={columns} rows={rows} rowKey={({ id }) => id} />}
    </Listed>
  );
}

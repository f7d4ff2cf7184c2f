import { Group, NativeSelect, Stack } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { wordIn } from '../address.ts';
import { late } from '../parts/late.tsx';
import { ListTable } from '../parts/list-table.tsx';
import { Listed, type PageOf } from '../parts/listed.tsx';
import { NoMatch } from '../parts/no-match.tsx';
import { SearchField } from '../parts/search-field.tsx';
import type { AnyToken } from './any-token.ts';
import { tokenColumns } from './token-columns.tsx';
import { type TokenSearch, tokenStates } from './token-filters.ts';
import { TokenMenu } from './token-menu.tsx';

interface Props {
  readonly query: UseQueryResult<PageOf<AnyToken>>;
  readonly filters: TokenSearch;
  /** Why none of them is taken now, where that is so: "the bot is expired". */
  readonly ownerStopped?: string | undefined;
  readonly onFilter: (filters: TokenSearch) => void;
  readonly empty: ReactNode;
}

const RenewTokenDialog = late(() =>
  import('./renew-token-dialog.tsx').then((file) => file.RenewTokenDialog),
);

const columnsWith = (
  ownerStopped: string | undefined,
  renew: (token: AnyToken) => void,
): ReturnType<typeof tokenColumns> => [
  ...tokenColumns(ownerStopped),
  {
    header: 'Actions',
    isMenu: true,
    cell: (token) => <TokenMenu token={token} onRenew={() => renew(token)} />,
  },
];

const stateOptions = [
  { value: '', label: 'Any state' },
  { value: 'active', label: 'Active' },
  { value: 'expired', label: 'Expired' },
  { value: 'revoked', label: 'Revoked' },
];

/** Somebody's tokens with search, state filter and pages, which live in the address. */
export function TokenList({ query, filters, ownerStopped, onFilter, empty }: Props) {
  const [renewing, setRenewing] = useState<AnyToken>();
  const isFiltered = filters.search !== undefined || filters.state !== undefined;
  const isBare = query.data?.num_total === 0 && !isFiltered;
  return (
    <Stack gap="sm">
      {!isBare && (
        <Group gap="sm">
          <SearchField
            label="Search by name or id"
            value={filters.search}
            onSearch={(search) => onFilter({ ...filters, search, page: undefined })}
          />
          <NativeSelect
            aria-label="State"
            flex="1 0 auto"
            maw={{ sm: '11rem' }}
            data={stateOptions}
            value={filters.state ?? ''}
            onChange={({ currentTarget }) =>
              onFilter({
                ...filters,
                state: wordIn({ state: currentTarget.value }, 'state', tokenStates),
                page: undefined,
              })
            }
          />
        </Group>
      )}
      <Listed
        query={query}
        counted={(n) => (n === 1 ? '1 token' : `${n} tokens`)}
        onPage={(page) => onFilter({ ...filters, page: page > 1 ? page : undefined })}
        empty={isFiltered ? <NoMatch onClear={() => onFilter({})} /> : empty}
      >
        {(rows) => (
          <ListTable
            label="Tokens"
            columns={columnsWith(ownerStopped, setRenewing)}
            rows={rows}
            rowKey={({ id }) => id}
          />
        )}
      </Listed>
      {renewing && <RenewTokenDialog token={renewing} onClose={() => setRenewing(undefined)} />}
    </Stack>
  );
}

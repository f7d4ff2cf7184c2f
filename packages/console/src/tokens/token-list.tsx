import { Stack } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { late } from '../parts/late.tsx';
import { ListTable } from '../parts/list-table.tsx';
import { Listed, type PageOf } from '../parts/listed.tsx';
import { NoMatch } from '../parts/no-match.tsx';
import { useKeptChoice } from '../parts/use-kept-choice.ts';
import type { AnyToken } from './any-token.ts';
import type { TokenAct } from './token-acts.ts';
import { type TokenColumn, tokenColumns } from './token-columns.tsx';
import { TokenFilterBar } from './token-filter-bar.tsx';
import { type TokenSearch, tokenSearchIn } from './token-filters.ts';
import { TokenMenu } from './token-menu.tsx';

interface Props {
  readonly query: UseQueryResult<PageOf<AnyToken>>;
  readonly filters: TokenSearch;
  /** Why none of them is taken now, where that is so: "the bot is expired". */
  readonly ownerStopped?: string | undefined;
  readonly onFilter: (filters: TokenSearch) => void;
  readonly empty: ReactNode;
}

interface Asked {
  readonly act: TokenAct;
  readonly token: AnyToken;
}

const TokenDialog = late(() => import('./token-dialog.tsx').then((file) => file.TokenDialog));

/** Somebody's tokens with search, filters, order and pages, which live in the address. */
export function TokenList({ query, filters, ownerStopped, onFilter, empty }: Props) {
  const [asked, setAsked] = useState<Asked>();
  const [hidden, setHidden] = useKeptChoice('keywright.hidden-token-columns');
  const { search, state, access } = filters;
  const isFiltered = search !== undefined || state !== undefined || access !== undefined;
  const isBare = query.data?.num_total === 0 && !isFiltered;
  const columns = tokenColumns(ownerStopped);
  return (
    <Stack gap="sm">
      {!isBare && (
        <TokenFilterBar
          filters={filters}
          onFilter={onFilter}
          columns={columns}
          hidden={hidden}
          onHidden={setHidden}
        />
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
            columns={[
              ...columns.filter(({ header, isName }) => isName || !hidden.has(header)),
              menuOf((act, token) => setAsked({ act, token })),
            ]}
            rows={rows}
            rowKey={({ id }) => id}
            order={{
              by: filters.sort,
              onOrder: (sort) =>
                onFilter({ ...filters, sort: tokenSearchIn({ sort }).sort, page: undefined }),
            }}
          />
        )}
      </Listed>
      {asked && <TokenDialog {...asked} onClose={() => setAsked(undefined)} />}
    </Stack>
  );
}

const menuOf = (onAct: (act: TokenAct, token: AnyToken) => void): TokenColumn => ({
  header: 'Actions',
  isMenu: true,
  cell: (token) => <TokenMenu token={token} onAct={(act) => onAct(act, token)} />,
});

import type { Entity } from '@keywright/sdk';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ComponentProps, ReactNode } from 'react';
import { type Column, ListTable } from '../parts/list-table.tsx';
import { Listed, type PageOf } from '../parts/listed.tsx';
import { NoMatch } from '../parts/no-match.tsx';
import { EntityFilterBar } from './entity-filter-bar.tsx';
import type { EntitySearch } from './entity-filters.ts';

interface Props extends ComponentProps<typeof EntityFilterBar> {
  readonly label: string;
  readonly columns: readonly Column<Entity>[];
  readonly query: UseQueryResult<PageOf<Entity>>;
  /** What stands there when nothing is listed although nothing is filtered. */
  readonly empty: ReactNode;
  /** Keeps the filters where nothing is listed: one of them leads to another list. */
  readonly keepsFilters?: boolean;
}

/** Entities with search, filters and pages, which live in the address. */
export function EntityList(props: Props) {
  const { label, columns, query, filters, sharings, onFilter, empty, keepsFilters } = props;
  const isFiltered = isNarrowed(filters);
  const isNone = query.data?.num_total === 0 && !isFiltered && filters.shared === undefined;
  const isBare = isNone && !keepsFilters;
  return (
    <>
      {!isBare && <EntityFilterBar filters={filters} sharings={sharings} onFilter={onFilter} />}
      <Listed
        query={query}
        counted={(n) => (n === 1 ? '1 entity' : `${n} entities`)}
        onPage={(page) => onFilter({ ...filters, page: page > 1 ? page : undefined })}
        empty={isFiltered ? <NoMatch onClear={() => onFilter({})} /> : empty}
      >
        {(rows) => (
          <ListTable label={label} columns={columns} rows={rows} rowKey={({ id }) => id} />
        )}
      </Listed>
    </>
  );
}

const isNarrowed = ({ search, type }: EntitySearch): boolean =>
  search !== undefined || type !== undefined;

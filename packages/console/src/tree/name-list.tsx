import { Group } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { type Column, ListTable } from '../parts/list-table.tsx';
import { Listed, type PageOf } from '../parts/listed.tsx';
import { NoMatch } from '../parts/no-match.tsx';
import { SearchField } from '../parts/search-field.tsx';
import type { NameSearch } from './name-search.ts';

interface Props<Row> {
  /** What they are, in the plural: "Projects". */
  readonly label: string;
  readonly counted: (count: number) => string;
  readonly columns: readonly Column<Row>[];
  readonly query: UseQueryResult<PageOf<Row>>;
  readonly filters: NameSearch;
  readonly onFilter: (filters: NameSearch) => void;
  readonly empty: ReactNode;
}

/** A list that is searched by name, with its search and pages in the address. */
export function NameList<Row extends { readonly id: string }>(props: Props<Row>) {
  const { label, counted, columns, query, filters, onFilter, empty } = props;
  const isBare = query.data?.num_total === 0 && filters.search === undefined;
  return (
    <>
      {!isBare && (
        <Group gap="sm" mb="sm">
          <SearchField
            label={`Search ${label.toLowerCase()} by name`}
            value={filters.search}
            onSearch={(search) => onFilter({ search })}
          />
        </Group>
      )}
      <Listed
        query={query}
        counted={counted}
        onPage={(page) => onFilter({ ...filters, page: page > 1 ? page : undefined })}
        empty={filters.search === undefined ? empty : <NoMatch onClear={() => onFilter({})} />}
      >
        {(rows) => (
          <ListTable label={label} columns={columns} rows={rows} rowKey={({ id }) => id} />
        )}
      </Listed>
    </>
  );
}

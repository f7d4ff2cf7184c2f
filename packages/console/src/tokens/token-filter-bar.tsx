import { Box, Group, NativeSelect } from '@mantine/core';
import { wordIn } from '../address.ts';
import { SearchField } from '../parts/search-field.tsx';
import { ColumnChoice } from './column-choice.tsx';
import type { TokenColumn } from './token-columns.tsx';
import { type TokenSearch, tokenAccesses, tokenSearchIn, tokenStates } from './token-filters.ts';

interface Props {
  readonly filters: TokenSearch;
  readonly onFilter: (filters: TokenSearch) => void;
  readonly columns: readonly TokenColumn[];
  readonly hidden: ReadonlySet<string>;
  readonly onHidden: (hidden: readonly string[]) => void;
}

const stateOptions = [
  { value: '', label: 'Any state' },
  { value: 'active', label: 'Active' },
  { value: 'expired', label: 'Expired' },
  { value: 'revoked', label: 'Revoked' },
];
const accessOptions = [
  { value: '', label: 'Any access' },
  { value: 'full', label: 'Full' },
  { value: 'scoped', label: 'Scoped' },
];

/** Search, filters and order of a list of tokens, and which columns it has. */
export function TokenFilterBar({ filters, onFilter, columns, hidden, onHidden }: Props) {
  const set = (change: TokenSearch) => onFilter({ ...filters, ...change, page: undefined });
  return (
    <Group gap="sm">
      <SearchField
        label="Search by name or id"
        value={filters.search}
        onSearch={(search) => set({ search })}
      />
      <NativeSelect
        aria-label="State"
        flex="1 0 auto"
        maw={{ sm: '9rem' }}
        data={stateOptions}
        value={filters.state ?? ''}
        onChange={({ currentTarget: { value: state } }) =>
          set({ state: wordIn({ state }, 'state', tokenStates) })
        }
      />
      <NativeSelect
        aria-label="Access"
        flex="1 0 auto"
        maw={{ sm: '9rem' }}
        data={accessOptions}
        value={filters.access ?? ''}
        onChange={({ currentTarget: { value: access } }) =>
          set({ access: wordIn({ access }, 'access', tokenAccesses) })
        }
      />
      <Box hiddenFrom="md" flex="1 0 auto">
        <NativeSelect
          aria-label="Order"
          data={ordersOf(columns)}
          value={filters.sort ?? ''}
          onChange={({ currentTarget: { value: sort } }) =>
            set({ sort: tokenSearchIn({ sort }).sort })
          }
        />
      </Box>
      <ColumnChoice columns={columns} hidden={hidden} onHidden={onHidden} />
    </Group>
  );
}

/** Cards have no headings to press. */
const ordersOf = (columns: readonly TokenColumn[]) => [
  { value: '', label: 'Newest first' },
  ...columns.flatMap(({ header, sortBy }) =>
    sortBy
      ? [
          { value: sortBy, label: `By ${header.toLowerCase()}` },
          { value: `-${sortBy}`, label: `By ${header.toLowerCase()}, the other way` },
        ]
      : [],
  ),
];

import { Button, Group, NativeSelect } from '@mantine/core';
import { wordIn } from '../address.ts';
import { DayField } from '../parts/day-field.tsx';
import { HistoryActor } from './history-actor.tsx';
import type { HistorySearch } from './history-filters.ts';
import { operationNames, operations, statuses } from './task-words.ts';

interface Props {
  readonly filters: HistorySearch;
  readonly onFilter: (change: HistorySearch) => void;
  readonly onClear: () => void;
  /** Not where all of it is of one actor. */
  readonly withActor: boolean;
}

const anyOperation = [
  { value: '', label: 'Any operation' },
  ...operations.map((value) => ({ value, label: operationNames[value] })),
];
const anyStatus = [{ value: '', label: 'Any status' }, ...statuses];

export function HistoryFilterBar({ filters, onFilter, onClear, withActor }: Props) {
  const isFiltered = Object.values(filters).some((value) => value !== undefined);
  return (
    <Group gap="sm" align="flex-start" role="search" aria-label="Filter the history">
      {withActor && (
        <div style={{ flex: '2 1 12rem' }}>
          <HistoryActor filters={filters} onFilter={onFilter} />
        </div>
      )}
      <NativeSelect
        label="Operation"
        flex="1 1 9rem"
        data={anyOperation}
        value={filters.operation ?? ''}
        onChange={({ currentTarget: { value } }) =>
          onFilter({ operation: wordIn({ value }, 'value', operations) })
        }
      />
      <NativeSelect
        label="Status"
        flex="1 1 8rem"
        data={anyStatus}
        value={filters.status ?? ''}
        onChange={({ currentTarget: { value } }) =>
          onFilter({ status: wordIn({ value }, 'value', statuses) })
        }
      />
      <Group gap="sm" wrap="nowrap" flex="1 1 17rem">
        <DayField label="From" value={filters.since} onChange={(since) => onFilter({ since })} />
        <DayField label="To" value={filters.until} onChange={(until) => onFilter({ until })} />
      </Group>
      {isFiltered && (
        <Button variant="default" mt={{ sm: 25 }} onClick={onClear}>
          Clear
        </Button>
      )}
    </Group>
  );
}

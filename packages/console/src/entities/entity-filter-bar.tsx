import { Group, NativeSelect } from '@mantine/core';
import { SearchField } from '../parts/search-field.tsx';
import { type EntitySearch, sharingIn } from './entity-filters.ts';
import { useEntityTypes, useTypeWord } from './use-entity-types.ts';

interface Props {
  readonly filters: EntitySearch;
  readonly sharings: readonly { readonly value: string; readonly label: string }[];
  readonly onFilter: (filters: EntitySearch) => void;
}

/** Search, type, and whether it is shared. */
export function EntityFilterBar({ filters, sharings, onFilter }: Props) {
  const types = useEntityTypes();
  const wordOf = useTypeWord();
  const change = (changed: EntitySearch) => onFilter({ ...filters, ...changed, page: undefined });
  // A type that the address names and that is gone is still what the list was narrowed to.
  const named = filters.type !== undefined && !types.some(({ type }) => type === filters.type);
  return (
    <Group gap="sm" mb="sm">
      <SearchField
        label="Search by name or id"
        value={filters.search}
        onSearch={(search) => change({ search })}
      />
      <NativeSelect
        aria-label="Type"
        flex="1 0 auto"
        maw={{ sm: '11rem' }}
        data={[
          { value: '', label: 'Any type' },
          ...types.map(({ type }) => ({ value: type, label: wordOf(type) })),
          ...(named ? [{ value: filters.type ?? '', label: filters.type ?? '' }] : []),
        ]}
        value={filters.type ?? ''}
        onChange={({ currentTarget }) => change({ type: currentTarget.value || undefined })}
      />
      <NativeSelect
        aria-label="Shared"
        flex="1 0 auto"
        maw={{ sm: '11rem' }}
        data={[...sharings]}
        value={filters.shared ?? ''}
        onChange={({ currentTarget }) => change({ shared: sharingIn(currentTarget.value) })}
      />
    </Group>
  );
}

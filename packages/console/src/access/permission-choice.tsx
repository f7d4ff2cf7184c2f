import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { errorMessage } from '../parts/error-words.ts';
import { entityTypesQuery } from '../queries/entity-types.ts';
import { plainWords } from '../roles/permissions-by-type.ts';

interface Props {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string | undefined;
  readonly onChange: (permission: string | undefined) => void;
}

/** One permission out of all there are, found by typing any part of it. */
export function PermissionChoice({ label, placeholder, value, onChange }: Props) {
  const types = useQuery(entityTypesQuery);
  return (
    <Select
      label={label}
      placeholder={placeholder}
      searchable
      comboboxProps={{ withinPortal: false, floatingStrategy: 'fixed' }}
      clearable
      maxDropdownHeight={300}
      error={types.error && errorMessage(types.error)}
      data={(types.data?.items ?? []).map(({ type, operations }) => ({
        group: plainWords(type),
        items: operations.map((operation) => `${type}.${operation}`),
      }))}
      value={value ?? null}
      onChange={(permission) => onChange(permission ?? undefined)}
      nothingFoundMessage="There is no such permission."
    />
  );
}

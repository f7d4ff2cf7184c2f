// Here rather than with the styles of all pages: nothing that is loaded first uses them.
import '@mantine/core/styles/Pill.layer.css';
import '@mantine/core/styles/PillsInput.layer.css';
import { MultiSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { errorMessage } from '../parts/error-words.ts';
import { entityTypesQuery } from '../queries/entity-types.ts';
import { plainWords } from './permissions-by-type.ts';

interface Props {
  readonly label: string;
  readonly value: readonly string[];
  readonly onChange: (permissions: string[]) => void;
  readonly required?: boolean | undefined;
  readonly error?: string | undefined;
}

/** Some permissions out of all there are, for a grant that needs no role of its own. */
export function PermissionSelect({ label, value, onChange, required = false, error }: Props) {
  const types = useQuery(entityTypesQuery);
  return (
    <MultiSelect
      label={label}
      required={required}
      placeholder={value.length === 0 ? 'deployment.restart' : ''}
      searchable
      comboboxProps={{ withinPortal: false, floatingStrategy: 'fixed' }}
      clearable
      hidePickedOptions
      maxDropdownHeight={300}
      error={error ?? (types.error && errorMessage(types.error))}
      data={(types.data?.items ?? []).map(({ type, operations }) => ({
        group: plainWords(type),
        items: operations.map((operation) => `${type}.${operation}`),
      }))}
      value={[...value]}
      onChange={onChange}
      nothingFoundMessage="There is no such permission."
    />
  );
}

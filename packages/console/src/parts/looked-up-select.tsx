import {
  type ComboboxData,
  type ComboboxParsedItem,
  Group,
  Loader,
  Select,
  Stack,
  Text,
} from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import type { Icon } from '@tabler/icons-react';
import { useState } from 'react';

export interface Found {
  readonly value: string;
  readonly label: string;
  /** What tells it from others of its name. */
  readonly detail?: string;
  readonly icon?: Icon;
  readonly group?: string;
}

interface Props {
  readonly label: string;
  readonly description?: string | undefined;
  readonly placeholder?: string | undefined;
  readonly required?: boolean | undefined;
  readonly clearable?: boolean | undefined;
  readonly autoFocus?: boolean | undefined;
  readonly error?: string | undefined;
  readonly value: Found | undefined;
  readonly onChange: (value: string | undefined) => void;
  readonly found: readonly Found[];
  readonly isLooking: boolean;
  /** Said in place of the list: nothing was found, or looking failed. */
  readonly nothing: string;
  readonly onSearch: (text: string) => void;
}

/** A field that looks things up on the server while one types; by keyboard as by pointer. */
export function LookedUpSelect(props: Props) {
  const { value, found, isLooking, onSearch, onChange, nothing } = props;
  const shown =
    value === undefined || found.some((one) => one.value === value.value)
      ? found
      : [value, ...found];
  const byValue = new Map(shown.map((one) => [one.value, one]));
  return (
    <Select<string>
      label={props.label}
      description={props.description}
      error={props.error}
      placeholder={props.placeholder ?? ''}
      required={props.required ?? false}
      clearable={props.clearable ?? false}
      searchable
      // A list that covers the fields below is for who asks for it: by typing, a click or an arrow key.
      openOnFocus={false}
      value={value?.value ?? null}
      data={grouped(shown)}
      onChange={(id) => onChange(id ?? undefined)}
      // What was chosen stands in the field as its text, and is nothing to look for.
      onSearchChange={(text) => onSearch(text === value?.label ? '' : text)}
      // The server has looked already; what it found by an address need not contain the text in its label.
      filter={({ options }) => options}
      nothingFoundMessage={isLooking ? 'Looking…' : nothing}
      maxDropdownHeight={300}
      // Inside the landmark or dialog it belongs to, and yet not cut off by a dialog that scrolls.
      // It changes sides while it is open: what is found comes later, and so may lists that push it down the page.
      comboboxProps={{
        withinPortal: false,
        floatingStrategy: 'fixed',
        preventPositionChangeWhenVisible: false,
      }}
      {...(isLooking && { rightSection: <Loader size={14} /> })}
      {...(props.autoFocus && { 'data-autofocus': true })}
      renderOption={({ option }) => <Option one={byValue.get(option.value)} />}
    />
  );
}

function Option({ one }: { readonly one: Found | undefined }) {
  if (!one) return null;
  const { icon: Icon, label, detail } = one;
  return (
    <Group gap="sm" wrap="nowrap" align="flex-start" miw={0}>
      {Icon && <Icon size={18} stroke={1.7} style={{ flex: 'none', marginTop: 2 }} aria-hidden />}
      <Stack gap={0} miw={0}>
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {label}
        </Text>
        {detail && (
          <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            {detail}
          </Text>
        )}
      </Stack>
    </Group>
  );
}

function grouped(found: readonly Found[]): ComboboxData<string> {
  const option = ({ value, label }: Found) => ({ value, label });
  const groups = [...new Set(found.map((one) => one.group))];
  return groups.flatMap((group): ComboboxParsedItem<string>[] => {
    const items = found.filter((one) => one.group === group).map(option);
    return group === undefined ? items : [{ group, items }];
  });
}

/** The text looked for, a quarter of a second behind the typing. */
export function useLookUp(): readonly [string | undefined, (text: string) => void] {
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim().slice(0, 100), 250);
  return [search || undefined, setTyped];
}

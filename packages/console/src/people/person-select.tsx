import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { userQuery, usersQuery } from '../queries/users.ts';

export interface Choice {
  readonly value: string;
  readonly label: string;
}

interface Props {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (id: string | undefined) => void;
  /** Who acts and is no person. */
  readonly others?: readonly Choice[];
}

/** Looks a person up by name or address. */
export function PersonSelect({ label, value, onChange, others = [] }: Props) {
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed, 250);
  const people = useQuery(usersQuery({ search: search || undefined, per_page: 20 }));
  const isOther = others.some((other) => other.value === value);
  const chosen = useQuery({ ...userQuery(value ?? ''), enabled: value !== undefined && !isOther });

  const found = (people.data?.items ?? []).map((person) => ({
    value: person.id as string,
    label:
      person.display_name === person.email
        ? person.email
        : `${person.display_name} (${person.email})`,
  }));
  const kept: Choice[] =
    value === undefined || isOther || found.some((choice) => choice.value === value)
      ? []
      : [{ value, label: chosen.data?.display_name ?? value }];
  return (
    <Select
      label={label}
      placeholder="Anyone"
      searchable
      clearable
      data={[...kept, ...others, ...found]}
      value={value ?? null}
      onChange={(id) => onChange(id ?? undefined)}
      onSearchChange={setTyped}
      // The server has looked already; what it found by e-mail need not contain the text in its label.
      filter={({ options }) => options}
      nothingFoundMessage="Nobody by that name or address"
      maxDropdownHeight={280}
    />
  );
}

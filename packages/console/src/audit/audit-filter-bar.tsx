import { auditActions } from '@keywright/sdk';
import { Button, Group, Select, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { wordIn } from '../address.ts';
import { DayField } from '../parts/day-field.tsx';
import { isUuid } from '../parts/uuid.ts';
import { actionWords } from './action-words.ts';
import { ActorSelect } from './actor-select.tsx';
import type { AuditSearch } from './audit-filters.ts';

interface Props {
  readonly filters: AuditSearch;
  readonly onFilter: (filters: AuditSearch) => void;
}

const actions = auditActions.map((action) => ({ value: action, label: actionWords[action] }));

export function AuditFilterBar({ filters, onFilter }: Props) {
  const set = (change: AuditSearch) => onFilter({ ...filters, ...change, page: undefined });
  const isFiltered = Object.values(filters).some((value) => value !== undefined);
  return (
    <Group gap="sm" align="flex-start" mb="md" role="search" aria-label="Filter the record">
      <div style={{ flex: '1 1 10rem' }}>
        <ActorSelect value={filters.actor} onChange={(actor) => set({ actor })} />
      </div>
      <Select
        label="Action"
        placeholder="Any action"
        searchable
        clearable
        flex="1 1 9.5rem"
        data={actions}
        value={filters.action ?? null}
        onChange={(action) => set({ action: wordIn({ action }, 'action', auditActions) })}
      />
      <TargetField value={filters.target} onChange={(target) => set({ target })} />
      <Group gap="sm" wrap="nowrap" flex="1 1 17rem">
        <DayField label="From" value={filters.since} onChange={(since) => set({ since })} />
        <DayField label="To" value={filters.until} onChange={(until) => set({ until })} />
      </Group>
      {isFiltered && (
        <Button variant="default" mt={{ sm: 25 }} onClick={() => onFilter({})}>
          Clear
        </Button>
      )}
    </Group>
  );
}

type Field = {
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
};

/** Applied on Enter or on leaving the field: half an id matches nothing. */
function TargetField({ value = '', onChange }: Field) {
  const [text, setText] = useState(value);
  const [error, setError] = useState<string>();
  useEffect(() => {
    setText(value);
    setError(undefined);
  }, [value]);
  const apply = () => {
    const wanted = text.trim();
    const isAsked = wanted === '' || isUuid(wanted);
    setError(isAsked ? undefined : 'This is no id: copy one from a list.');
    if (isAsked && wanted !== value) onChange(wanted || undefined);
  };
  return (
    <TextInput
      label="Target id"
      placeholder="Paste an id"
      error={error}
      flex="1 1 10rem"
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={apply}
      onKeyDown={(event) => event.key === 'Enter' && apply()}
    />
  );
}

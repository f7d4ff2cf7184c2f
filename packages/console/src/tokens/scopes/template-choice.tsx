import { Select, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { ExpiryChoice } from '../expiry.ts';
import { EntityChoice } from './entity-choice.tsx';
import { newScopeRow, type ScopeRow } from './scope-row.ts';
import { type Template, templates } from './templates.ts';

interface Props {
  /** While the one thing is not chosen, an unfinished row: no token is made without scopes by an oversight. */
  readonly onScopes: (rows: readonly ScopeRow[], isAwaiting: boolean) => void;
  /** What is said of the unfinished row. */
  readonly error: string | undefined;
  readonly onLife: (life: ExpiryChoice) => void;
}

/** Scopes for a common use, once the one thing that they are about is chosen. */
export function TemplateChoice({ error, onScopes, onLife }: Props) {
  const [template, setTemplate] = useState<Template>();
  const [chosen, setChosen] = useState<ScopeRow['entity']>();
  return (
    <Stack gap="xs">
      <Select
        label="Start from a common use (optional)"
        placeholder="Choose scopes yourself"
        clearable
        comboboxProps={{ withinPortal: false, floatingStrategy: 'fixed' }}
        maxDropdownHeight={320}
        data={templates.map(({ id, label }) => ({ value: id, label }))}
        value={template?.id ?? null}
        onChange={(id) => {
          const next = templates.find((one) => one.id === id);
          setTemplate(next);
          setChosen(undefined);
          onScopes(next ? [newScopeRow()] : [], next !== undefined);
          if (next) onLife(next.life);
        }}
      />
      {template && (
        <>
          <Text size="sm" c="dimmed">
            {template.about}
          </Text>
          <EntityChoice
            key={template.id}
            label={template.question}
            type={template.asks}
            required
            placeholder="Search by name"
            description="Choosing it fills in the scopes below; you can still change them."
            error={error}
            value={chosen}
            onChange={(entity) => {
              setChosen(entity);
              onScopes(entity ? template.rows(entity) : [newScopeRow()], !entity);
            }}
          />
        </>
      )}
    </Stack>
  );
}

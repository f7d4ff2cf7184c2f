import type { ListedEntityType } from '@keywright/sdk';
import { ActionIcon, Group, Paper, Select, Stack } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { plainWords } from '../../roles/permissions-by-type.ts';
import { OperationsField } from './operations-field.tsx';
import { fitted, operationsFor, scopableOperations } from './scope-operations.ts';
import type { ScopeRow } from './scope-row.ts';
import { ScopeTargetFields } from './scope-target-fields.tsx';

interface Props {
  readonly row: ScopeRow;
  readonly number: number;
  readonly types: readonly ListedEntityType[];
  readonly errors: Readonly<Record<string, string>>;
  readonly onChange: (row: ScopeRow) => void;
  readonly onRemove: () => void;
}

/** One row: a type, then which of them, then what may be done to it. */
export function ScopeRowFields({ row, number, types, errors, onChange, onRemove }: Props) {
  const chosen = types.find(({ type }) => type === row.type);
  const change = (changed: Partial<ScopeRow>) => onChange(fitted({ ...row, ...changed }, chosen));
  return (
    <Paper withBorder p="sm" radius="md" role="group" aria-label={`Scope ${number}`}>
      <Stack gap="sm">
        <Group gap="sm" align="flex-start" wrap="nowrap">
          <Select
            label="Entity type"
            placeholder="channel, deployment…"
            flex={1}
            miw={0}
            searchable
            required
            comboboxProps={{ withinPortal: false, floatingStrategy: 'fixed' }}
            maxDropdownHeight={300}
            data={choicesOf(types)}
            value={row.type ?? null}
            error={errors['entity_type']}
            onChange={(type) =>
              type !== row.type &&
              onChange({
                ...row,
                type: type ?? undefined,
                entity: undefined,
                operations: [],
              })
            }
            nothingFoundMessage="There is no such type."
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            mt={25}
            aria-label={`Remove scope ${number}`}
            onClick={onRemove}
          >
            <IconTrash size={18} />
          </ActionIcon>
        </Group>
        {chosen && (
          <>
            <ScopeTargetFields row={row} type={chosen} errors={errors} onChange={change} />
            <OperationsField
              operations={operationsFor(chosen, row)}
              value={row.operations}
              error={errors['operations']}
              onChange={(operations) => change({ operations })}
            />
          </>
        )}
      </Stack>
    </Paper>
  );
}

/** Entities first: they are what scopes are mostly made for. */
function choicesOf(types: readonly ListedEntityType[]) {
  const usable = types.filter((type) => scopableOperations(type).length > 0);
  const option = ({ type, title }: ListedEntityType) => ({
    value: type,
    label: title.toLowerCase() === plainWords(type) ? title : `${title} (${type})`,
  });
  const groups = [
    ['One by one', usable.filter(({ scopes }) => scopes === 'entity')],
    ['By project', usable.filter(({ scopes }) => scopes === 'project')],
    ['All of them at once', usable.filter(({ scopes }) => scopes === 'site')],
  ] as const;
  return groups
    .filter(([, items]) => items.length > 0)
    .map(([group, items]) => ({ group, items: items.map(option) }));
}

import type { ListedEntityType } from '@keywright/sdk';
import { ActionIcon, Box, Group, Paper, Select, Stack, Text } from '@mantine/core';
import { IconEdit, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { plainWords } from '../../roles/permissions-by-type.ts';
import { OperationsField } from './operations-field.tsx';
import { fitted, operationsFor, scopableOperations } from './scope-operations.ts';
import type { ScopeRow } from './scope-row.ts';
import { onWhat } from './scope-sentence.ts';
import { ScopeTargetFields } from './scope-target-fields.tsx';

interface Props {
  readonly row: ScopeRow;
  readonly number: number;
  readonly types: readonly ListedEntityType[];
  readonly errors: Readonly<Record<string, string>>;
  readonly onChange: (row: ScopeRow) => void;
  readonly onRemove: () => void;
}

/** One row: in a line where it came complete, as from a common use; else its fields. */
export function ScopeRowFields(props: Props) {
  const { row, number, errors, onRemove } = props;
  const [isOpen, setOpen] = useState(row.type === undefined);
  if (isOpen || Object.keys(errors).length > 0) return <Fields {...props} />;
  return (
    <Paper withBorder px="sm" py={6} radius="md" role="group" aria-label={`Scope ${number}`}>
      <Group gap="xs" wrap="nowrap">
        <Text size="sm" flex={1} miw={0}>
          <b>{row.operations.join(', ')}</b> on {onWhat({ ...row, entity_type: row.type ?? '' })}
        </Text>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={`Change scope ${number}`}
          onClick={() => setOpen(true)}
        >
          <IconEdit size={18} />
        </ActionIcon>
        <RemoveRow number={number} onRemove={onRemove} />
      </Group>
    </Paper>
  );
}

interface RemoveProps {
  readonly number: number;
  readonly onRemove: () => void;
}

const RemoveRow = ({ number, onRemove }: RemoveProps) => (
  <ActionIcon
    variant="subtle"
    color="gray"
    aria-label={`Remove scope ${number}`}
    onClick={onRemove}
  >
    <IconTrash size={18} />
  </ActionIcon>
);

/** A type, then which of them, then what may be done to it. */
function Fields({ row, number, types, errors, onChange, onRemove }: Props) {
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
          <Box mt={25}>
            <RemoveRow number={number} onRemove={onRemove} />
          </Box>
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

import { Button, Stack, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { ErrorPanel } from '../../parts/error-panel.tsx';
import { ListSkeleton } from '../../parts/list-skeleton.tsx';
import { entityTypesQuery } from '../../queries/entity-types.ts';
import { errorsOfRow, newScopeRow, type ScopeRow } from './scope-row.ts';
import { ScopeRowFields } from './scope-row-fields.tsx';

interface Props {
  readonly rows: readonly ScopeRow[];
  readonly onChange: (rows: readonly ScopeRow[]) => void;
  /** By place and field: `scopes.0.entity_id`. */
  readonly errors: Readonly<Record<string, string>>;
  /** What it means that there is no row. */
  readonly none: string;
}

/** What a token may use: rows of a type, a project and an entity, and the operations on it. */
export function ScopeRowsField({ rows, onChange, errors, none }: Props) {
  const types = useQuery(entityTypesQuery);
  if (types.isPending) return <ListSkeleton rows={1} />;
  if (!types.data) return <ErrorPanel error={types.error} onRetry={() => void types.refetch()} />;
  const { items } = types.data;
  return (
    <Stack gap="sm">
      {rows.length === 0 && (
        <Text size="sm" c="dimmed">
          {none}
        </Text>
      )}
      {rows.map((row, at) => (
        <ScopeRowFields
          key={row.key}
          row={row}
          number={at + 1}
          types={items}
          errors={errorsOfRow(at, errors)}
          onChange={(next) => onChange(rows.map((one) => (one.key === row.key ? next : one)))}
          onRemove={() => onChange(rows.filter(({ key }) => key !== row.key))}
        />
      ))}
      <div>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={14} />}
          onClick={() => onChange([...rows, newScopeRow()])}
        >
          {rows.length === 0 ? 'Add scope' : 'Add another scope'}
        </Button>
      </div>
    </Stack>
  );
}

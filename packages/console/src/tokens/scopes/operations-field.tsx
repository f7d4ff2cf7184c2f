import '@mantine/core/styles/SimpleGrid.layer.css';
import { Button, Checkbox, Group, SimpleGrid, Stack } from '@mantine/core';
import type { ScopeOperation } from './scope-operations.ts';

interface Props {
  readonly operations: readonly ScopeOperation[];
  readonly value: readonly string[];
  readonly error: string | undefined;
  readonly onChange: (operations: string[]) => void;
}

/** What may be done, each operation with what it means. */
export function OperationsField({ operations, value, error, onChange }: Props) {
  const fitting = operations.filter(({ barred }) => barred === undefined);
  const isAll = fitting.length === value.length;
  return (
    <Stack gap={6}>
      <Checkbox.Group
        label="Operations"
        required
        value={[...value]}
        error={error}
        onChange={onChange}
      >
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm" verticalSpacing={6} mt={6} mb={4}>
          {operations.map(({ name, meaning, barred }) => (
            <Checkbox
              key={name}
              value={name}
              label={name}
              description={barred ?? meaning}
              disabled={barred !== undefined}
            />
          ))}
        </SimpleGrid>
      </Checkbox.Group>
      {fitting.length > 2 && (
        <Group>
          <Button
            variant="subtle"
            size="compact-xs"
            onClick={() => onChange(isAll ? [] : fitting.map(({ name }) => name))}
          >
            {isAll ? 'Choose none' : 'Choose all'}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

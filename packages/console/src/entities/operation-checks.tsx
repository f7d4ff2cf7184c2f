import type { ListedEntityType } from '@keywright/sdk';
import { Checkbox, Stack } from '@mantine/core';
import { plainWords } from '../roles/permissions-by-type.ts';

interface Props {
  readonly type: ListedEntityType;
  readonly value: readonly string[];
  readonly error?: string | undefined;
  readonly onChange: (operations: string[]) => void;
}

/** Operations on one entity, each with what it means. Making one is no operation on one that is there. */
export function OperationChecks({ type, value, error, onChange }: Props) {
  return (
    <Checkbox.Group label="May" withAsterisk value={[...value]} error={error} onChange={onChange}>
      <Stack gap="xs" mt={6} mb={error ? 6 : 0}>
        {type.operations
          .filter((operation) => operation !== 'create')
          .map((operation) => (
            <Checkbox
              key={operation}
              value={operation}
              label={plainWords(operation)}
              description={type.meanings[operation]}
            />
          ))}
      </Stack>
    </Checkbox.Group>
  );
}

import type { ListedEntityType } from '@keywright/sdk';
import { Checkbox, SimpleGrid } from '@mantine/core';
import { plainWords } from '../roles/permissions-by-type.ts';
import { sharedOperations } from './share-words.ts';

interface Props {
  readonly type: ListedEntityType;
  readonly value: readonly string[];
  readonly error?: string | undefined;
  readonly onChange: (operations: string[]) => void;
}

/** Operations on one entity, each with what it means. */
export function OperationChecks({ type, value, error, onChange }: Props) {
  return (
    <Checkbox.Group
      label="They may"
      withAsterisk
      value={[...value]}
      error={error}
      onChange={onChange}
    >
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md" verticalSpacing="xs" mt={6} mb={6}>
        {sharedOperations(type).map(({ name, meaning }) => (
          <Checkbox key={name} value={name} label={plainWords(name)} description={meaning} />
        ))}
      </SimpleGrid>
    </Checkbox.Group>
  );
}

import type { ListedEntityType } from '@keywright/sdk';
import { Checkbox } from '@mantine/core';
import { plainWords } from '../roles/permissions-by-type.ts';
import classes from './operation-checks.module.css';
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
      <div className={classes.operations}>
        {sharedOperations(type).map(({ name, meaning }) => (
          <Checkbox key={name} value={name} label={plainWords(name)} description={meaning} />
        ))}
      </div>
    </Checkbox.Group>
  );
}

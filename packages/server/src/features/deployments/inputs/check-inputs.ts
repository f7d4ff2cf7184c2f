import type { UiSchema } from '@keywright/contract';

/** What is wrong with one input: the path of its value, such as `replicas` or `days.2`, and why. */
export interface InputError {
  readonly field: string;
  readonly message: string;
}

/**
 * Everything that is wrong with a value, by what a chart's schema says of its inputs; none: it fits. The empty field is
 * the value as a whole. Messages never repeat a value.
 */
export function checkInputs(schema: UiSchema, value: unknown): InputError[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return [{ field: '', message: 'Expected an object with the inputs.' }];
  }
  const known = new Set(schema.inputs.map(({ id }) => id));
  return Object.keys(value)
    .filter((id) => !known.has(id))
    .map((id) => ({ field: id, message: 'There is no such input.' }));
}

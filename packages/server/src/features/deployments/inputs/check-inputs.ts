import type { UiInput, UiSchema } from '@keywright/contract';
import { checkValue } from './check-value.ts';
import { areInputValues, type InputError, type InputValues, inputValue } from './input-error.ts';
import { isShown } from './is-shown.ts';

/** More than anybody mends at once; a body of nothing but unknown keys is not answered key by key. */
const mostErrors = 50;

/**
 * What is wrong with a value, by what a chart's schema says of its inputs: at most 50 of it; none: it fits. The empty
 * field is the value as a whole. Messages never repeat a value, so that none that is secret ends in a log.
 */
export function checkInputs(schema: UiSchema, value: unknown): InputError[] {
  if (!areInputValues(value))
    return [{ field: '', message: 'Expected an object with the inputs.' }];
  const wrong = schema.inputs.flatMap((input) => checkInput(input, value));
  return [...wrong, ...unknownKeys(schema, value)].slice(0, mostErrors);
}

function checkInput(input: UiInput, values: InputValues): InputError[] {
  const value = inputValue(values, input.id);
  // Pages send what stands in a hidden input along: it may be there, and is never missed.
  if (value !== undefined) return checkValue(input, value);
  if (input.required !== true || !isShown(input, values)) return [];
  return [{ field: input.id, message: 'Must be given.' }];
}

function unknownKeys({ inputs }: UiSchema, values: InputValues): InputError[] {
  const known = new Set(inputs.map(({ id }) => id));
  return Object.keys(values)
    .filter((key) => !known.has(key))
    .map((key) => ({ field: key.slice(0, 100), message: 'There is no such input.' }));
}

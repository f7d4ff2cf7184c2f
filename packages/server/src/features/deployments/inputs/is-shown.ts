import { isDeepStrictEqual } from 'node:util';
import type { UiInput } from '@keywright/contract';
import type { InputValues } from './input-error.ts';
import { judgeLogic } from './json-logic.ts';

/**
 * Whether an input is shown, given the values of all: Platz's rule. `showIf` decides alone where it is there, and must
 * come to `true` itself; a rule that cannot be judged shows nothing. Of `showIfAll` every field has that very value.
 */
export function isShown(
  { showIf, showIfAll }: Pick<UiInput, 'showIf' | 'showIfAll'>,
  values: InputValues,
): boolean {
  if (showIf !== null && showIf !== undefined) return judgeLogic(showIf, values) === true;
  return (showIfAll ?? []).every(({ field, value }) =>
    isDeepStrictEqual(Object.hasOwn(values, field) ? values[field] : undefined, value),
  );
}

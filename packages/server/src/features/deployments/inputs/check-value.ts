import type { UiInput } from '@keywright/contract';
import { checkNumber } from './check-number.ts';
import { type Choice, choiceOf } from './choice.ts';
import { checkDaysAndHour } from './days-and-hour.ts';
import type { InputError } from './input-error.ts';

type SingleInput = Pick<UiInput, 'id' | 'minimum' | 'maximum' | 'step'> & {
  readonly choice: Choice;
};

/** What is wrong with the value of one input, which is there. */
export function checkValue(input: UiInput, value: unknown): InputError[] {
  const { id, type, itemType } = input;
  const choice = choiceOf(input.options);
  if (type !== 'array') return checkSingle(type, { ...input, choice }, value);
  if (!Array.isArray(value)) return wrong(id, 'Expected a list.');
  if (!itemType || itemType === 'array') return [];
  return value.flatMap((item, at) =>
    checkSingle(itemType, { ...input, choice, id: `${id}.${at}` }, item),
  );
}

function checkSingle(
  type: Exclude<UiInput['type'], 'array'>,
  input: SingleInput,
  value: unknown,
): InputError[] {
  const { id } = input;
  switch (type) {
    case 'text':
      return typeof value === 'string' ? [] : wrong(id, 'Expected text.');
    case 'number':
      return checkNumber(input, value).flatMap((message) => wrong(id, message));
    case 'Checkbox':
      return typeof value === 'boolean' ? [] : wrong(id, 'Expected true or false.');
    case 'RadioSelect':
      return input.choice.has(value) ? [] : wrong(id, input.choice.message);
    case 'CollectionSelect':
      // Which rows a collection has is for whoever renders the chart to know.
      return typeof value === 'string'
        ? []
        : wrong(id, 'Expected the id of one of the collection.');
    case 'DaysAndHour':
      return checkDaysAndHour(id, value);
    default:
      throw type satisfies never;
  }
}

const wrong = (field: string, message: string): InputError[] => [{ field, message }];

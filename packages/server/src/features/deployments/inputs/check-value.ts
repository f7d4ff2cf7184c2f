import { isDeepStrictEqual } from 'node:util';
import type { UiInput } from '@keywright/contract';
import { checkNumber } from './check-number.ts';
import { checkDaysAndHour } from './days-and-hour.ts';
import type { InputError } from './input-error.ts';

type SingleInput = Pick<UiInput, 'id' | 'options' | 'minimum' | 'maximum' | 'step'>;

/** What is wrong with the value of one input, which is there. */
export function checkValue(input: UiInput, value: unknown): InputError[] {
  if (input.type !== 'array') return checkSingle(input.type, input, value);
  const { id, itemType } = input;
  if (!Array.isArray(value)) return wrong(id, 'Expected a list.');
  if (!itemType || itemType === 'array') return [];
  return value.flatMap((item, at) => checkSingle(itemType, { ...input, id: `${id}.${at}` }, item));
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
      return isOption(input, value) ? [] : wrong(id, oneOf(input));
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

const isOption = ({ options }: SingleInput, value: unknown) =>
  (options ?? []).some((option) => isDeepStrictEqual(option.value, value));

/** As many as fit into a sentence. */
const mostNamed = 10;

function oneOf({ options }: SingleInput): string {
  const names = (options ?? []).map(({ value }) => JSON.stringify(value ?? null).slice(0, 50));
  if (names.length === 0) return 'There is nothing to choose from.';
  const more = names.length > mostNamed ? ' and others' : '';
  return `Must be one of ${names.slice(0, mostNamed).join(', ')}${more}.`;
}

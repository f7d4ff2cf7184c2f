import type { UiInput, UiSchema } from '@keywright/sdk';

/** Values by the ids of their inputs, as a form holds them: numbers as they are typed. */
export type Entered = Readonly<Record<string, unknown>>;

/** What a form begins with: what is set already, else what the chart proposes. */
export function entered({ inputs }: UiSchema, stored: unknown): Entered {
  const set: Entered = isObject(stored) ? stored : {};
  return Object.fromEntries(
    inputs.map((input) => [input.id, fieldValue(input, ownValue(set, input.id))]),
  );
}

/** What a request carries: nothing for what was left empty. */
export function given({ inputs }: UiSchema, values: Entered): Record<string, unknown> {
  return Object.fromEntries(
    inputs.flatMap((input) => {
      const value = sentValue(input, values[input.id]);
      return value === undefined ? [] : [[input.id, value]];
    }),
  );
}

/** Whether an input is asked for, as far as it hangs on plain values. What a rule (`showIf`) decides is always shown. */
export const isShown = ({ showIfAll }: UiInput, schema: UiSchema, values: Entered): boolean =>
  (showIfAll ?? []).every(({ field, value }) => sameJson(given(schema, values)[field], value));

/** What is required and still empty, by the ids of the inputs. What a rule decides is left to the server. */
export function missingInputs(schema: UiSchema, values: Entered): Record<string, string> {
  const sent = given(schema, values);
  const missing = schema.inputs.filter(
    (input) =>
      input.required && !input.showIf && isShown(input, schema, values) && !(input.id in sent),
  );
  return Object.fromEntries(missing.map(({ id, label }) => [id, `${label} must be given.`]));
}

export const sameJson = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

const isObject = (value: unknown): value is Entered =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Ids are the chart's to choose, `constructor` among them. */
const ownValue = (values: Entered, id: string): unknown =>
  Object.hasOwn(values, id) ? values[id] : undefined;

function fieldValue({ type, initialValue }: UiInput, stored: unknown): unknown {
  const value = stored ?? initialValue ?? undefined;
  if (type === 'Checkbox') return value === true;
  return type === 'number' && typeof value === 'number' ? String(value) : value;
}

function sentValue({ type, itemType }: UiInput, value: unknown): unknown {
  if (value === undefined || value === null || value === '') return undefined;
  if (type === 'number') return numberOf(value);
  if (type === 'array' && Array.isArray(value)) {
    const items = value.filter((item) => item !== '');
    if (items.length === 0) return undefined;
    return itemType === 'number' ? items.map(numberOf) : items;
  }
  return value;
}

/** What is no number is sent as it is, for the server to say what it should be. */
function numberOf(value: unknown): unknown {
  const number = Number(value);
  return Number.isFinite(number) ? number : value;
}

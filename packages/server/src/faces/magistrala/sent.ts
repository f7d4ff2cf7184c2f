import { invalidField } from '../../request/problem.ts';

type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The fields of a body that must be there. Throws `invalid_request`. */
export function fieldsOf(body: unknown): Fields {
  if (isFields(body)) return body;
  throw invalidField('body', 'Expected a JSON object.');
}

/** A field that must be there: Magistrala's documents name it, where ours would do without. Throws `invalid_request`. */
export function required(fields: Fields, name: string, at = ''): unknown {
  const value = fields[name];
  if (value !== undefined && value !== null && value !== '') return value;
  throw invalidField(`${at}${name}`, 'Must be there.');
}

/**
 * One parameter of a query; undefined where it is not there. So it is where the client has `undefined` in its options: it
 * sends that word. Throws `invalid_request` where there are several of it.
 */
export function parameter(query: Fields, name: string): string | undefined {
  const value = query[name];
  if (value === undefined || value === '' || value === 'undefined') return undefined;
  if (typeof value === 'string') return value;
  throw invalidField(name, 'Expected one value.');
}

/** A whole number in a query. Throws `invalid_request`. */
export function wholeNumber(
  query: Fields,
  name: string,
  { min, otherwise }: { readonly min: number; readonly otherwise: number },
): number {
  const text = parameter(query, name);
  if (text === undefined) return otherwise;
  if (!/^-?\d{1,15}$/.test(text)) throw invalidField(name, 'Expected a whole number.');
  if (Number(text) < min) throw invalidField(name, `Must be at least ${min}.`);
  return Number(text);
}

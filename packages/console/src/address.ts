/** Filters stand in the address as plain text: `?search=ci&state=active&page=2`, readable and short. */
export const parseAddress = (text: string): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(text));

export function writeAddress(filters: Record<string, unknown>): string {
  const given = Object.entries(filters).filter(([, value]) => value !== undefined && value !== '');
  const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return text && `?${text}`;
}

type Raw = Record<string, unknown>;

/** The text of a filter in the address, or undefined where it is absent or empty. */
export const textIn = (raw: Raw, name: string): string | undefined =>
  typeof raw[name] === 'string' && raw[name] !== '' ? raw[name] : undefined;

/** One of the given words; what anyone may type into an address is otherwise ignored. */
export const wordIn = <const W extends string>(
  raw: Raw,
  name: string,
  words: readonly W[],
): W | undefined => words.find((word) => word === raw[name]);

/** A page number from 2 on; the first page is the absence of one. */
export function pageIn(raw: Raw): number | undefined {
  const page = Number(raw['page']);
  return Number.isSafeInteger(page) && page > 1 ? page : undefined;
}

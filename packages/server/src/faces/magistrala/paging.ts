import { invalidField } from '../../request/problem.ts';
import { parameter, wholeNumber } from './sent.ts';

type Query = Readonly<Record<string, unknown>>;

/** What Magistrala's documents say. */
const defaultLimit = 10;
/** More is served as this, and the answer says so. */
export const maxLimit = 100;
export const maxOffset = 1_000_000;
/** The largest page that our lists have. */
const largestPage = 200;

export interface Window {
  readonly offset: number;
  readonly limit: number;
}

/** The rows that a query asks for. Throws `invalid_request`. */
function windowOf(query: Query): Window {
  const limit = wholeNumber(query, 'limit', { min: 1, otherwise: defaultLimit });
  const offset = wholeNumber(query, 'offset', { min: 0, otherwise: 0 });
  if (offset > maxOffset) throw invalidField('offset', `Must be at most ${maxOffset}.`);
  return { offset, limit: Math.min(limit, maxLimit) };
}

export interface Covering {
  readonly page: number;
  readonly perPage: number;
  /** How many of its rows stand before the window. */
  readonly before: number;
}

/**
 * The smallest page of ours that holds the whole window, wherever it begins. Within the bounds above there always is one;
 * the tests try them all.
 */
export function covering({ offset, limit }: Window): Covering {
  for (let perPage = limit; perPage <= largestPage; perPage++) {
    const before = offset % perPage;
    if (before + limit <= perPage)
      return { page: (offset - before) / perPage + 1, perPage, before };
  }
  throw new Error(`No page holds ${limit} rows from ${offset} on.`);
}

/** The page of ours that holds what a query asks for. Throws `invalid_request`. */
export function pageQuery(query: Query): { page: string; per_page: string } {
  const window = windowOf(query);
  const { page, perPage } =
    idOf(query) === undefined ? covering(window) : { page: 1, perPage: largestPage };
  return { page: String(page), per_page: String(perPage) };
}

/**
 * What of that page was asked for, in Magistrala's frame. Its filter `id` is our search, which also finds names: those
 * are left out.
 */
export function answered<T extends { readonly id: string }>(
  { items, num_total }: { readonly items: readonly T[]; readonly num_total: number },
  query: Query,
) {
  const { offset, limit } = windowOf(query);
  const id = idOf(query);
  if (id === undefined) {
    const { before } = covering({ offset, limit });
    return { total: num_total, offset, limit, rows: items.slice(before, before + limit) };
  }
  const named = items.filter((item) => item.id === id);
  return { total: named.length, offset, limit, rows: named.slice(offset, offset + limit) };
}

/** The one id that a query asks for. Throws `invalid_request`. */
export function idOf(query: Query): string | undefined {
  const id = parameter(query, 'id')?.toLowerCase();
  if (id === undefined || /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return id;
  throw invalidField('id', 'Expected a UUID.');
}

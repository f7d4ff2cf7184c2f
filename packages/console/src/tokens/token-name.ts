import type { AnyToken } from './any-token.ts';

/** Tokens made by older clients have no name; the start of the id tells them apart. */
export const tokenName = ({ name, id }: Pick<AnyToken, 'name' | 'id'>): string =>
  name || `Token ${id.slice(0, 8)}`;

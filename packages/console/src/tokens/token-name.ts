import type { UserToken } from '@keywright/sdk';

/** Tokens made by older clients have no name; the start of the id tells them apart. */
export const tokenName = ({ name, id }: Pick<UserToken, 'name' | 'id'>): string =>
  name || `Token ${id.slice(0, 8)}`;

import { type TokenAccess, type TokenSort, type TokenState, tokenSorts } from '@keywright/sdk';
import { pageIn, textIn, wordIn } from '../address.ts';

export type TokenOrder = TokenSort | `-${TokenSort}`;

/** The filters of a list of tokens and its order, as the address holds them. */
export interface TokenSearch {
  readonly search?: string | undefined;
  readonly state?: TokenState | undefined;
  readonly access?: TokenAccess | undefined;
  readonly sort?: TokenOrder | undefined;
  readonly page?: number | undefined;
}

export const tokenStates = [
  'active',
  'expired',
  'revoked',
] as const satisfies readonly TokenState[];
export const tokenAccesses = ['full', 'scoped'] as const satisfies readonly TokenAccess[];

const orders: readonly TokenOrder[] = tokenSorts.flatMap((sort) => [sort, `-${sort}` as const]);

export const tokenSearchIn = (raw: Record<string, unknown>): TokenSearch => ({
  search: textIn(raw, 'search'),
  state: wordIn(raw, 'state', tokenStates),
  access: wordIn(raw, 'access', tokenAccesses),
  sort: wordIn(raw, 'sort', orders),
  page: pageIn(raw),
});

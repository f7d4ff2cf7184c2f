import type { TokenState } from '@keywright/sdk';
import { pageIn, textIn, wordIn } from '../address.ts';

/** The filters of a list of tokens, as the address holds them. */
export interface TokenSearch {
  readonly search?: string | undefined;
  readonly state?: TokenState | undefined;
  readonly page?: number | undefined;
}

export const tokenStates = [
  'active',
  'expired',
  'revoked',
] as const satisfies readonly TokenState[];

export const tokenSearchIn = (raw: Record<string, unknown>): TokenSearch => ({
  search: textIn(raw, 'search'),
  state: wordIn(raw, 'state', tokenStates),
  page: pageIn(raw),
});

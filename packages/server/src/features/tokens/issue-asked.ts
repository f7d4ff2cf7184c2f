import type { NewTokenScope, TokenAccess } from '@keywright/contract';
import type { Caller } from '../../plane/principal.ts';
import { endTime } from '../../request/end-time.ts';
import { invalidField } from '../../request/problem.ts';
import type { Tx } from '../../storage/storage.ts';
import { type IssuedToken, issueToken } from './issue-token.ts';
import type { TokenOwner } from './queries.ts';
import type { TokenRooms } from './rooms.ts';
import { addScopes } from './scopes/add-scopes.ts';

/** What somebody asks of a new token. Times in milliseconds since 1970; null: never. */
export interface WantedToken {
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly expires_at?: number | null | undefined;
  readonly duration?: string | undefined;
  readonly access?: TokenAccess | undefined;
  readonly scopes?: readonly NewTokenScope[] | undefined;
}

export interface AskedToken {
  readonly owner: TokenOwner & { readonly name: string };
  readonly wanted: WantedToken;
  /** Where these fields stand in the body: `token.`, or nothing. */
  readonly at?: string | undefined;
  readonly caller: Caller;
  readonly now: number;
}

/**
 * A token as somebody asks for it, with its scopes; whether they may is decided before. Throws `invalid_request`,
 * `against_policy`, and what scopes are refused with.
 */
export async function issueAsked(
  tx: Tx,
  { endByPolicy, plane }: Pick<TokenRooms, 'endByPolicy' | 'plane'>,
  { owner, wanted, at = '', caller, now }: AskedToken,
): Promise<IssuedToken> {
  const access = accessOf(wanted, at);
  const end = endTime(wanted, now, at);
  const expiresAt = await endByPolicy(tx, { owner, access, end, isSaid: true, at, now });
  const { scopes: asked = [] } = wanted;
  return issueToken(tx, {
    owner,
    name: wanted.name,
    description: wanted.description,
    access,
    expiresAt,
    createdBy: caller.principal,
    now,
    async addScopes(tokenId) {
      if (asked.length === 0) return 0;
      const order = { tokenId, owner, asked, field: `${at}scopes`, caller, now };
      return (await addScopes(tx, plane, order)).total;
    },
  });
}

/** Whoever names scopes wants the token held to them. */
function accessOf({ access, scopes }: WantedToken, at: string): TokenAccess {
  if (access === 'full' && scopes !== undefined && scopes.length > 0) {
    throw invalidField(`${at}scopes`, 'A token with full access takes no scopes: make it scoped.');
  }
  return access ?? (scopes === undefined ? 'full' : 'scoped');
}

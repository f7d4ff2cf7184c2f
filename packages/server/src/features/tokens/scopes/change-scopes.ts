import type { AddedTokenScopes, NewTokenScope, TokenId, TokenScopeId } from '@keywright/contract';
import type { Plane } from '../../../plane/plane.ts';
import type { Caller } from '../../../plane/principal.ts';
import { Problem } from '../../../request/problem.ts';
import type { Tx } from '../../../storage/storage.ts';
import type { TokenOwner } from '../queries.ts';
import { addScopes } from './add-scopes.ts';
import { presentScope, recorded, scopeDetails } from './present-scope.ts';
import {
  countScopes,
  deleteAllScopes,
  deleteScopes,
  listScopes,
  namedScopes,
  type ScopeRow,
  touchToken,
} from './queries.ts';

/** A token whose row is locked. */
export interface ScopedToken {
  readonly id: TokenId;
  readonly owner: TokenOwner;
  readonly access: 'full' | 'scoped';
}

interface Addition {
  readonly body: {
    readonly scopes: readonly NewTokenScope[];
    readonly remove_covered?: boolean | undefined;
  };
  readonly caller: Caller;
  readonly now: number;
}

/** Adds scopes, and tells what the record says of those that came and of those that went for them. */
export async function addTo(
  tx: Tx,
  plane: Plane,
  token: ScopedToken,
  { body, caller, now }: Addition,
) {
  if (token.access === 'full') {
    throw new Problem('conflict', {
      message: 'This token has full access: it may do all that its owner may, and takes no scopes.',
    });
  }
  const { added, covered, total } = await addScopes(tx, plane, {
    ...{ tokenId: token.id, owner: token.owner, asked: body.scopes, field: 'scopes' },
    ...{ removesCovered: body.remove_covered, caller, now },
  });
  await touchToken(tx, token.id, now);
  const rows = await namedScopes(tx, token.id, added);
  const output: AddedTokenScopes = {
    items: rows.map(presentScope),
    covered: covered.map(presentScope),
    num_total: total,
  };
  const gone = body.remove_covered ? covered : [];
  return {
    output,
    came: scopeDetails(rows.length, rows),
    went: gone.length === 0 ? undefined : scopeDetails(gone.length, gone),
  };
}

/** Removes these, all or none. Throws `not_found` where one is none of this token's. */
export async function removeFrom(
  tx: Tx,
  token: Pick<ScopedToken, 'id'>,
  ids: readonly TokenScopeId[],
  now: number,
) {
  const wanted = [...new Set(ids)];
  const rows = await namedScopes(tx, token.id, wanted);
  if (rows.length < wanted.length) throw notOfToken(wanted, rows);
  await deleteScopes(tx, token.id, wanted);
  await touchToken(tx, token.id, now);
  return scopeDetails(rows.length, rows);
}

function notOfToken(wanted: readonly TokenScopeId[], rows: readonly ScopeRow[]): Problem {
  const found = new Set(rows.map(({ id }) => id));
  const missing = wanted.find((id) => !found.has(id));
  return new Problem('not_found', {
    message: `This token has no scope ${missing}. Nothing was removed.`,
  });
}

/** Removes all; undefined: there was none. */
export async function removeAllFrom(tx: Tx, token: ScopedToken, now: number) {
  const count = await countScopes(tx, token.id);
  if (count === 0) return undefined;
  const some = await listScopes(tx, { tokenId: token.id }, { limit: recorded, offset: 0 });
  await deleteAllScopes(tx, token.id);
  await touchToken(tx, token.id, now);
  return scopeDetails(count, some);
}

import { randomUUIDv7 } from 'node:crypto';
import {
  maxScopes,
  type NewTokenScope,
  type TokenId,
  type TokenScopeId,
} from '@keywright/contract';
import { knownTypes } from '../../../plane/entity-types/known-types.ts';
import type { Plane } from '../../../plane/plane.ts';
import type { Caller } from '../../../plane/principal.ts';
import { pathOf } from '../../../plane/tree/node.ts';
import type { Tx } from '../../../storage/storage.ts';
import { readOwner, type TokenOwner } from '../queries.ts';
import { readAsked, tooMany } from './asked-scopes.ts';
import { refuseBeyondOwner } from './beyond-owner.ts';
import { coverageOf, targetOf } from './covered.ts';
import { findTargets, type PlacedScope } from './find-targets.ts';
import { lastingGrantsOf } from './grants-of.ts';
import { countScopes, deleteScopes, insertScopes, type ScopeRow, scopesOf } from './queries.ts';
import { refuseCovered } from './refuse-covered.ts';

export interface ScopesOrder {
  /** Its row is held, or new. */
  readonly tokenId: TokenId;
  /** Whose token it is. The caller was found to cover a service account, or a person other than themselves. */
  readonly owner: TokenOwner;
  readonly asked: readonly NewTokenScope[];
  /** Where they stand in the body: `scopes`, or `token.scopes`. */
  readonly field: string;
  /** Whether older ones that these make needless go. */
  readonly removesCovered?: boolean | undefined;
  readonly caller: Caller;
  readonly now: number;
}

export interface AddedScopes {
  readonly added: readonly TokenScopeId[];
  /** How many the token has then. */
  readonly total: number;
  /** Older ones that the new ones make needless; gone where that was asked. */
  readonly covered: readonly ScopeRow[];
}

/**
 * Adds scopes to a scoped token: all, or none. Throws `invalid_request` (naming the field), `scope_covered` and
 * `beyond_own_rights`.
 */
export async function addScopes(tx: Tx, plane: Plane, order: ScopesOrder): Promise<AddedScopes> {
  const { tokenId, owner, asked, field, caller, now } = order;
  const types = await knownTypes(
    tx,
    asked.map(({ entity_type: type }) => type),
  );
  const rooms = { plane, grantsOf: lastingGrantsOf(tx, now) };
  const placed = await findTargets(tx, rooms, caller, readAsked(asked, types, field));
  const wanted = placed.map(named);
  if (owner.kind === 'user') {
    const person = await readOwner(tx, owner.id);
    if (!person) throw new Error('A token of a person who is not there.');
    const holder = { id: person.id, isAdmin: person.is_admin === 1 };
    await refuseBeyondOwner(tx, rooms, holder, wanted);
  }
  const permissions = [...new Set(wanted.map(({ permission }) => permission))];
  const older = (await scopesOf(tx, tokenId, permissions)).map(reaching);
  refuseCovered(wanted, older);
  const covered = coveredBy(wanted, older);
  const gone = order.removesCovered ? covered : [];
  const total = (await countScopes(tx, tokenId)) - gone.length + wanted.length;
  if (total > maxScopes) throw tooMany(field);
  const goneIds = gone.map(({ id }) => id);
  await deleteScopes(tx, tokenId, goneIds);
  await insertScopes(tx, tokenId, wanted.map(rowOf), now);
  return { added: wanted.map(({ id }) => id), total, covered };
}

const rowOf = (scope: NewScope) => ({
  id: scope.id,
  permission: scope.permission,
  targetId: targetOf(scope),
});

type NewScope = PlacedScope & { readonly id: TokenScopeId };

const named = (scope: PlacedScope): NewScope => ({
  ...scope,
  id: randomUUIDv7() as TokenScopeId,
});

const reaching = (row: ScopeRow) => ({ ...row, path: pathOf({ ...row, id: row.target_id }) });

type Older = ReturnType<typeof reaching>;

function coveredBy(wanted: readonly NewScope[], older: readonly Older[]): ScopeRow[] {
  const coverage = coverageOf(wanted);
  return older.flatMap((one) => {
    const by = coverage.wider(one);
    return by ? [{ ...one, covered_by: by.id }] : [];
  });
}

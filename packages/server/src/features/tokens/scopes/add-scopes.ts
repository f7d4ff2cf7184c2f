import { randomUUIDv7 } from 'node:crypto';
import {
  maxScopes,
  type NewTokenScope,
  type TokenId,
  type TokenScopeId,
} from '@keywright/contract';
import type { Plane } from '../../../plane/plane.ts';
import type { Caller } from '../../../plane/principal.ts';
import { pathOf } from '../../../plane/tree/node.ts';
import type { Tx } from '../../../storage/storage.ts';
import { type RegisteredTypes, readAsked, tooMany, unknownTypes } from './asked-scopes.ts';
import { type OwnerOfScopes, refuseBeyondOwner } from './beyond-owner.ts';
import { coverageOf, targetOf } from './covered.ts';
import { findTargets, type PlacedScope } from './find-targets.ts';
import { lastingGrantsOf } from './grants-of.ts';
import {
  countScopes,
  deleteScopes,
  insertScopes,
  registeredTypes,
  type ScopeRow,
  scopesOf,
} from './queries.ts';
import { refuseCovered } from './refuse-covered.ts';

export interface ScopesOrder {
  /** Its row is held, or new. */
  readonly tokenId: TokenId;
  /** The person whose token it is; undefined: a service account's, which the caller was found to cover. */
  readonly owner: OwnerOfScopes | undefined;
  readonly asked: readonly NewTokenScope[];
  /** Where they stand in the body: `scopes`, or `token.scopes`. */
  readonly field: string;
  /** Whether older ones that these make needless go. */
  readonly removesCovered: boolean;
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
  const types = await readRegistered(tx, unknownTypes(asked));
  const rooms = { plane, grantsOf: lastingGrantsOf(tx, now) };
  const wanted = await findTargets(tx, rooms, caller, readAsked(asked, types, field));
  if (owner) await refuseBeyondOwner(tx, rooms, owner, wanted);
  const permissions = [...new Set(wanted.map(({ permission }) => permission))];
  const older = (await scopesOf(tx, tokenId, permissions)).map(reaching);
  refuseCovered(wanted, older);
  const covered = coveredBy(wanted, older);
  const gone = order.removesCovered ? covered : [];
  const total = (await countScopes(tx, tokenId)) - gone.length + wanted.length;
  if (total > maxScopes) throw tooMany(field);
  await deleteScopes(
    tx,
    tokenId,
    gone.map(({ id }) => id),
  );
  const rows = wanted.map((scope) => ({
    id: randomUUIDv7() as TokenScopeId,
    permission: scope.permission,
    targetId: targetOf(scope),
  }));
  await insertScopes(tx, tokenId, rows, now);
  return { added: rows.map(({ id }) => id), total, covered };
}

const reaching = (row: ScopeRow) => ({ ...row, path: pathOf({ ...row, id: row.target_id }) });

type Older = ReturnType<typeof reaching>;

function coveredBy(wanted: readonly PlacedScope[], older: readonly Older[]): Older[] {
  const coverage = coverageOf(wanted);
  return older.filter((one) => coverage.wider(one) !== undefined);
}

async function readRegistered(tx: Tx, words: readonly string[]): Promise<RegisteredTypes> {
  const rows = await registeredTypes(tx, words);
  return new Map(rows.map(({ type, operations }) => [type, namesIn(operations)]));
}

const namesIn = (operations: string): string[] =>
  (JSON.parse(operations) as { name: string }[]).map(({ name }) => name);

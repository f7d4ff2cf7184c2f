import type { DeploymentId, GrantId, PrincipalId } from '@keywright/contract';
import { ofKind } from '../../../plane/decide.ts';
import { permissionSets } from '../../../plane/held-grants.ts';
import { isScoped } from '../../../plane/held-scopes.ts';
import type { Plane } from '../../../plane/plane.ts';
import type { Caller } from '../../../plane/principal.ts';
import { placeOf } from '../../../plane/tree/node.ts';
import type { Db, Tx } from '../../../storage/storage.ts';
import { countAbout, deleteOfPrincipal, lastingOfPrincipal } from './at-once/queries.ts';

/** Removes all grants of a principal that goes, ended ones too. Returns how many there were. */
export function removeGrantsOf(tx: Tx, principalId: PrincipalId): Promise<number> {
  return deleteOfPrincipal(tx, principalId);
}

/** So many grants are looked at together, however many a principal has. */
const batch = 500;

/**
 * The first permission of that principal's unexpired grants that the caller does not hold there, or not for as long;
 * undefined: they may do all that it may. Asked before somebody gets a secret of another principal.
 */
export async function coversPrincipal(
  tx: Tx,
  plane: Plane,
  caller: Caller,
  principalId: PrincipalId,
  now: number,
): Promise<string | undefined> {
  if (caller.principal.isAdmin && !isScoped(caller.credential)) return undefined;
  for (let after: GrantId | null = null; ; ) {
    const rows: Held[] = await lastingOfPrincipal(tx, { principalId, after, now }, batch);
    const missing = await firstMissing(tx, plane, caller, rows);
    if (missing !== undefined || rows.length < batch) return missing;
    after = rows.at(-1)?.id ?? null;
  }
}

type Held = Awaited<ReturnType<typeof lastingOfPrincipal>>[number];

async function firstMissing(
  tx: Tx,
  plane: Plane,
  caller: Caller,
  rows: readonly Held[],
): Promise<string | undefined> {
  const placed = rows.map((row) => ({ row, place: placeOf({ ...row, id: row.resource_id }) }));
  const rights = await plane.rights(
    tx,
    caller,
    placed.map(({ place }) => place),
  );
  const sets = await permissionSets(
    tx,
    rows.map((row) => row.set_id),
  );
  for (const { row, place } of placed) {
    const there = row.granted_kind_id === null ? place : ofKind(place, row.granted_kind_id);
    const missing = rights.beyond(sets.get(row.set_id) ?? [], there, row.ends_at);
    if (missing !== undefined) return missing;
  }
  return undefined;
}

/** How many grants go with a deployment: those to it, and those on it. Ended ones too. */
export function countGrantsAbout(db: Db, id: DeploymentId): Promise<number> {
  return countAbout(db, id);
}

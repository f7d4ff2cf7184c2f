import type { AccessReason, GrantId, Permission, ResourceId } from '@keywright/contract';
import { gives, type HeldGrant, type Holder, type Place } from '../../../plane/allowed.ts';
import { refOf } from '../../../plane/tree/node.ts';
import { wireTimeOrNull } from '../../../request/time.ts';
import type { Db } from '../../../storage/storage.ts';
import { type ReasonRow, readReasons } from './queries.ts';

/** The grants among these that give the permission there; with null, those that give anything there. */
export function givingGrants(
  grants: readonly HeldGrant[],
  permission: Permission | null,
  place: Place,
  now: number,
): HeldGrant[] {
  return grants.filter((grant) => {
    if (permission !== null) return gives(grant, permission, place, now);
    return grant.permissions.values().some((one) => gives(grant, one as Permission, place, now));
  });
}

/** What is to be explained: who holds something on a resource, and through which grants. */
export interface Held {
  readonly holder: Holder;
  readonly resourceId: ResourceId;
  readonly through: readonly HeldGrant[];
}

/** Through what each of these holds what they hold, in the order given: one statement for all. */
export async function reasonsOf(db: Db, held: readonly Held[]): Promise<AccessReason[][]> {
  const ids = new Set(held.flatMap(({ through }) => through.map(({ id }) => id)));
  const rows = new Map((await readReasons(db, [...ids])).map((row) => [row.grant_id, row]));
  return held.map((one) => reasonsFor(one, rows));
}

function reasonsFor(
  { holder, resourceId, through }: Held,
  rows: ReadonlyMap<GrantId, ReasonRow>,
): AccessReason[] {
  const byGrant = through
    .flatMap(({ id }) => rows.get(id) ?? [])
    // What was granted right there comes before what comes from above.
    .sort((a, b) => Number(a.id !== resourceId) - Number(b.id !== resourceId))
    .map((row) => presentReason(row, resourceId));
  return holder.isAdmin ? [{ via: 'site_admin' }, ...byGrant] : byGrant;
}

function presentReason(row: ReasonRow, resourceId: ResourceId): AccessReason {
  return {
    via: 'grant',
    grant_id: row.grant_id,
    role: row.role_id && { id: row.role_id, name: row.role_name ?? '' },
    resource: refOf(row),
    inherited: row.id !== resourceId,
    deployment_kind: row.kind_id && { id: row.kind_id, name: row.kind_name ?? '' },
    ends_at: wireTimeOrNull(row.ends_at),
  };
}

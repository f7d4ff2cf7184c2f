import { builtInRoleOf, type ResourceType, type RoleId } from '@keywright/contract';
import { ofKind } from '../../../plane/decide.ts';
import { permissionSets } from '../../../plane/held-grants.ts';
import type { Plane } from '../../../plane/plane.ts';
import type { Caller } from '../../../plane/principal.ts';
import { pathOf, placeOf } from '../../../plane/tree/node.ts';
import { refuseBeyond } from '../../../request/denial.ts';
import { invalidField } from '../../../request/problem.ts';
import type { Tx } from '../../../storage/storage.ts';
import { notThere } from '../grants/not-there.ts';
import type { CustomRoleRow } from './present-role.ts';
import { type GrantOnNode, isRoleSeen, type RoleRow, readRoles } from './queries.ts';
import { roleGrantBatches } from './role-grant-batches.ts';
import { roleSight } from './role-sight.ts';

/** The role that a deleted one's grants turn to. */
export interface Replacement {
  readonly id: RoleId;
  readonly name: string;
  readonly permissions: ReadonlySet<string>;
}

interface Replaced {
  readonly row: CustomRoleRow;
  /** Its permissions. */
  readonly before: ReadonlySet<string>;
  /** Undefined: none was named. */
  readonly wanted: RoleId | undefined;
  readonly now: number;
}

/**
 * The replacement that was named, once it fits every grant of the role. Throws `not_found` where the caller does not see it,
 * `invalid_request` where it cannot be granted there, and `beyond_own_rights` where it gives more than the caller holds.
 */
export async function replacementFor(
  tx: Tx,
  plane: Plane,
  caller: Caller,
  { row, before, wanted, now }: Replaced,
): Promise<Replacement | undefined> {
  if (wanted === undefined) return undefined;
  if (wanted === row.id) throw invalidField('replacement_id', 'A role cannot take its own place.');
  const [role] = await readRoles(tx, [wanted]);
  const isSeen = role && (await isRoleSeen(tx, await roleSight(tx, plane, caller, now), wanted));
  if (!role || !isSeen) throw notThere('replacement_id', 'role');
  const sets = await permissionSets(tx, [wanted]);
  const permissions = sets.get(wanted) ?? new Set<string>();
  const added = permissions.difference(before);
  for await (const grants of roleGrantBatches(tx, row.id)) {
    for (const grant of grants) refuseUnfit(role, grant);
    if (added.size > 0) await refuseGivingMore(tx, plane, caller, grants, added);
  }
  return { id: role.id, name: role.name, permissions };
}

function refuseUnfit(role: RoleRow, grant: GrantOnNode): void {
  if (role.home_id !== null) {
    if (pathOf(grant).includes(role.home_id)) return;
    throw unfit(`${role.name} lives elsewhere, and cannot be granted on ${grant.name}.`);
  }
  const builtIn = builtInRoleOf(role.id);
  const levels: readonly ResourceType[] = builtIn?.levels ?? [];
  if (!levels.includes(grant.type)) {
    throw unfit(`${role.name} cannot be granted on ${grant.name}: only on ${levels.join(', ')}.`);
  }
  if (builtIn?.ofKind === true && grant.granted_kind_id === null) {
    throw unfit(`${role.name} is of one deployment kind, and a grant on ${grant.name} is of none.`);
  }
  if (builtIn?.ofKind === false && grant.granted_kind_id !== null) {
    throw unfit(`${role.name} is of no deployment kind, and a grant on ${grant.name} is of one.`);
  }
}

const unfit = (message: string) => invalidField('replacement_id', message);

/** Each grant by itself: who may delete the role may hold less than it gives further down, and not for as long. */
async function refuseGivingMore(
  tx: Tx,
  plane: Plane,
  caller: Caller,
  grants: readonly GrantOnNode[],
  added: ReadonlySet<string>,
): Promise<void> {
  const rights = await plane.rights(tx, caller, grants.map(placeOf));
  for (const grant of grants) {
    const place = grant.granted_kind_id
      ? ofKind(placeOf(grant), grant.granted_kind_id)
      : placeOf(grant);
    refuseBeyond(rights.beyond(added, place, grant.ends_at));
  }
}

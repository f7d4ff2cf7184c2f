import type { RoleId } from '@keywright/contract';
import type { Plane } from '../../../plane/plane.ts';
import type { Caller } from '../../../plane/principal.ts';
import { holdNode, lockNode } from '../../../plane/tree/queries.ts';
import type { Target } from '../../../request/operation.ts';
import { Problem } from '../../../request/problem.ts';
import type { Tx } from '../../../storage/storage.ts';
import { type CustomRoleRow, isCustom, roleResource } from './present-role.ts';
import { isRoleSeen, lockRoles, readRoles } from './queries.ts';
import { roleSight } from './role-sight.ts';

interface Wanted {
  readonly id: RoleId;
  /** A role that the change reads beside it. */
  readonly beside?: RoleId | undefined;
  /** Whether its name may change: then nobody may take that name there meanwhile. */
  readonly renames?: boolean;
  readonly now: number;
}

/**
 * A custom role to be changed or deleted, locked; undefined: there is none. A built-in one is a `conflict` for everybody,
 * site administrators included.
 */
export async function customRoleTarget(
  tx: Tx,
  plane: Plane,
  caller: Caller,
  { id, beside, renames = false, now }: Wanted,
): Promise<Target<CustomRoleRow> | undefined> {
  const [seen] = await readRoles(tx, [id]);
  if (!seen) return undefined;
  if (!isCustom(seen)) throw builtInStays();
  await (renames ? lockNode(tx, seen.home_id) : holdNode(tx, seen.home_id));
  await lockRoles(tx, beside === undefined ? [id] : [id, beside]);
  // Read under the lock: another edit may have been first.
  const [row] = await readRoles(tx, [id]);
  if (!row || !isCustom(row)) return undefined;
  const visible = await isRoleSeen(tx, await roleSight(tx, plane, caller, now), id);
  return { row, resource: roleResource(row), visible };
}

const builtInStays = () =>
  new Problem('conflict', {
    message:
      'Built-in roles are the same on every site, and nobody changes or deletes them. Make a custom role with the permissions you want.',
  });

/** Where it lives, for the record. */
export const placedAt = (row: CustomRoleRow) => ({
  parent_id: row.home_id,
  parent_name: row.home_name,
});

import type { RoleId } from '@keywright/contract';
import { permissionSets } from '../../../plane/held-grants.ts';
import { listBitsOf } from '../../../storage/reach.ts';
import type { Db, Tx } from '../../../storage/storage.ts';
import { countOfRoles, deleteTwins, lengthenTwins, setLists, setRole } from './at-once/queries.ts';

/** Writes on all grants of a role whose permissions have changed which lists they open. */
export function relistGrants(tx: Tx, roleId: RoleId, bits: number): Promise<void> {
  return setLists(tx, roleId, bits);
}

/** How many grants use each of these roles, ended ones too, the whole site over. */
export async function countGrantsByRole(
  db: Db,
  roleIds: readonly RoleId[],
): Promise<Map<RoleId, number>> {
  const counts = new Map(roleIds.map((id) => [id, 0]));
  if (roleIds.length === 0) return counts;
  for (const { role_id, count } of await countOfRoles(db, roleIds)) {
    if (role_id !== null) counts.set(role_id, count);
  }
  return counts;
}

/**
 * Turns all grants of one role to another, which the caller found usable wherever they stand. Who had both at one spot
 * keeps one grant, with the later end. Returns how many grants there were.
 */
export async function replaceRole(tx: Tx, from: RoleId, to: RoleId): Promise<number> {
  const sets = await permissionSets(tx, [to]);
  await lengthenTwins(tx, from, to);
  const merged = await deleteTwins(tx, from, to);
  const turned = await setRole(tx, from, { id: to, lists: listBitsOf(sets.get(to) ?? []) });
  return merged + turned;
}

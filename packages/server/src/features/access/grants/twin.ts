import { permissionSets } from '../../../plane/held-grants.ts';
import { Problem } from '../../../request/problem.ts';
import type { Tx } from '../../../storage/storage.ts';
import { hasEnded } from './present-grant.ts';
import { barelyGranted, deleteEnded, deleteGrant, type Spot } from './queries.ts';
import type { Granted } from './what-is-granted.ts';

/** The same was granted to the same there before, and holds. */
export function alreadyGranted(): Problem {
  return new Problem('conflict', {
    message:
      'They have been granted this here already. To change its end, take that grant back first.',
  });
}

/**
 * Removes what was granted there before and has ended, if it gave the same. Throws `conflict` where the same bare list
 * still holds; that a role does is for the database to say.
 */
export async function makeRoom(tx: Tx, spot: Spot, granted: Granted, now: number): Promise<void> {
  if (granted.roleId !== null) return deleteEnded(tx, spot, granted.roleId, now);
  const lists = await barelyGranted(tx, spot);
  const sets = await permissionSets(
    tx,
    lists.map(({ id }) => id),
  );
  for (const list of lists) {
    if (!isSame(sets.get(list.id) ?? new Set(), granted.permissions)) continue;
    if (!hasEnded(list, now)) throw alreadyGranted();
    await deleteGrant(tx, list.id);
  }
}

function isSame(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === other.size && one.isSubsetOf(other);
}

import { builtInRoles } from '@keywright/contract';
import type { Resource } from '../../plane/decide.ts';
import type { Plane } from '../../plane/plane.ts';
import type { Caller } from '../../plane/principal.ts';
import { permit } from '../../request/authorize.ts';
import { refuseBeyond } from '../../request/denial.ts';
import type { Tx } from '../../storage/storage.ts';

/**
 * Rejects unless the caller could grant User on the env to everybody, for ever: that is what `auto_add_new_users`
 * does. Without this, who may change settings would give away what they do not hold.
 */
export async function refuseLettingIn(
  plane: Plane,
  tx: Tx,
  caller: Caller,
  place: Resource,
): Promise<void> {
  const target = { row: undefined, resource: place, visible: true };
  await permit(plane, tx, { caller, target, permission: 'grant.create' });
  const rights = await plane.rights(tx, caller, [place]);
  refuseBeyond(rights.beyond(builtInRoles.envUser.permissions, place, null));
}

import { permissions } from '@keywright/contract';
import type { Place } from '../../plane/allowed.ts';
import type { Plane } from '../../plane/plane.ts';
import type { Caller } from '../../plane/principal.ts';
import { placeOf } from '../../plane/tree/node.ts';
import type { NodeRow } from '../../plane/tree/queries.ts';
import type { Db } from '../../storage/storage.ts';

/** Whether the caller may know of a node: everybody of the site, others who hold anything there. */
export async function seesResource(
  db: Db,
  plane: Plane,
  caller: Caller,
  node: NodeRow,
  place: Place = placeOf(node),
): Promise<boolean> {
  if (node.type === 'site') return true;
  const rights = await plane.rights(db, caller, [place]);
  return (
    permissions.some((permission) => rights.may(permission, place)) ||
    rights.mayOfRegistered(null, place)
  );
}

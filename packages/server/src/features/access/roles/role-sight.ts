import type { Permission } from '@keywright/contract';
import { site } from '../../../plane/decide.ts';
import type { Plane } from '../../../plane/plane.ts';
import type { Caller } from '../../../plane/principal.ts';
import type { Db } from '../../../storage/storage.ts';
import type { RoleSight } from './queries.ts';

/** Who reads roles, and who gives them: the latter choose among those that live above, too. */
const showing = ['role.read', 'role.list', 'grant.create'] as const satisfies Permission[];

/** Which custom roles the caller sees at this time. */
export async function roleSight(
  db: Db,
  plane: Plane,
  { principal }: Caller,
  now: number,
): Promise<RoleSight> {
  const rights = await plane.rightsOf(db, principal, [site]);
  if (showing.some((permission) => rights.may(permission, site))) return { kind: 'everything' };
  return { kind: 'granted', principalId: principal.id, permissions: showing, now };
}

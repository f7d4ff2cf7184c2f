import type { Permission } from '@keywright/contract';
import type { Plane } from '../../../plane/plane.ts';
import type { Caller } from '../../../plane/principal.ts';
import type { Granted } from '../../../storage/reach.ts';
import type { Db } from '../../../storage/storage.ts';
import type { RoleSight } from './queries.ts';

/** Who reads roles, and who gives them: the latter choose among those that live above, too. */
const showing = ['role.read', 'role.list', 'grant.create'] as const satisfies Permission[];

/** Which custom roles the caller sees. */
export async function roleSight(db: Db, plane: Plane, caller: Caller): Promise<RoleSight> {
  const by: Granted[] = [];
  for (const permission of showing) {
    const reach = await plane.reach(db, caller, permission);
    if (reach.kind === 'everything') return reach;
    if (reach.kind === 'granted') by.push(reach);
  }
  const [first, ...more] = by;
  if (!first) throw new Error('Somebody who is not active asked for roles.');
  return { kind: 'granted', by: [first, ...more] };
}

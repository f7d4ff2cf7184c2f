import { site } from '../../plane/decide.ts';
import type { Plane } from '../../plane/plane.ts';
import type { Caller } from '../../plane/principal.ts';
import type { Db } from '../../storage/storage.ts';

/** People see each other; a service account sees them where it holds that right at the site. */
export async function seesPeople(
  plane: Plane,
  db: Db,
  caller: Caller,
  permission: 'user.list' | 'user.read',
): Promise<boolean> {
  if (caller.principal.kind === 'user') return true;
  return (await plane.rights(db, caller, [site])).may(permission, site);
}

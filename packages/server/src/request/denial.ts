import type { Permission } from '@keywright/contract';
import type { Place } from '../plane/allowed.ts';
import { rolesInReach } from '../plane/roles-in-reach.ts';
import type { Db } from '../storage/storage.ts';
import { Problem } from './problem.ts';

/** A 403 that says what is missing there, and which roles in reach contain it. */
export async function denial(db: Db, permission: Permission, place: Place): Promise<Problem> {
  const roles = await rolesInReach(db, permission, place.path);
  const names = [...roles.map((role) => role.label), 'Site administrator'];
  return new Problem('forbidden', {
    message: `This needs the permission ${permission}, which you do not have here. It comes with: ${names.join(', ')}.`,
    permission,
    roles: names,
  });
}

/** A 403 for a token whose principal may hold it, and whose scopes do not name it there. */
export function scopeMissing(permission: Permission): Problem {
  return new Problem('scope_missing', {
    message: `This token has no scope ${permission} here. Its owner can add one, or use another token.`,
    permission,
  });
}

/**
 * Throws `beyond_own_rights` for who would give what they do not hold there themselves, or not for as long: `missing` is the
 * first such permission (`Rights.beyond` finds it), or undefined.
 */
export function refuseBeyond(missing: string | undefined): void {
  if (missing === undefined) return;
  throw new Problem('beyond_own_rights', {
    message: `You do not hold ${missing} there yourself, or not for as long, so you cannot give it.`,
    permission: missing,
  });
}

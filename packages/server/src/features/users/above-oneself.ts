import { isScoped } from '../../plane/held-scopes.ts';
import type { Caller } from '../../plane/principal.ts';
import { Problem } from '../../request/problem.ts';

/**
 * Who may change people is not for that a site administrator: making one, or touching one, takes one, and not merely
 * a scoped token of one. Throws `beyond_own_rights`.
 */
export function refuseAboveOneself(
  { principal, credential }: Caller,
  concernsAdmin: boolean,
): void {
  if (!concernsAdmin || (principal.isAdmin && !isScoped(credential))) return;
  throw new Problem('beyond_own_rights', {
    message: 'Only a site administrator makes site administrators, or changes their standing.',
  });
}

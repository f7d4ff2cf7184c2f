import type { PrincipalId } from '@keywright/contract';
import type { Caller } from '../plane/principal.ts';
import type { Tx } from '../storage/storage.ts';
import { refuseBeyond } from './denial.ts';

/**
 * The first permission among all that a principal was granted which the caller does not hold there themselves;
 * undefined: the caller could do all of it.
 */
export type Covers = (
  tx: Tx,
  caller: Caller,
  principalId: PrincipalId,
  now: number,
) => Promise<string | undefined>;

/**
 * A token is all that its principal may do, in the hand of whoever made it or brought it back to life: so nobody does
 * that for who can do more than they can. Throws `beyond_own_rights`.
 */
export async function refuseBeyondOneself(
  covers: Covers,
  tx: Tx,
  { caller, now }: { caller: Caller; now: number },
  principalId: PrincipalId,
): Promise<void> {
  // Whoever renews their own secret can do with it what they could before.
  if (principalId === caller.principal.id) return;
  refuseBeyond(await covers(tx, caller, principalId, now));
}

import type { PrincipalId } from '@keywright/contract';
import type { Caller } from '../../plane/principal.ts';
import { beyondOwnRights } from '../../request/denial.ts';
import type { Tx } from '../../storage/storage.ts';

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
 * A token is all that its principal may do, in the hand of whoever made it: so nobody makes one for who can do more
 * than they can. Throws `beyond_own_rights`.
 */
export async function refuseBeyondOneself(
  covers: Covers,
  tx: Tx,
  { caller, now }: { caller: Caller; now: number },
  principalId: PrincipalId,
): Promise<void> {
  const missing = await covers(tx, caller, principalId, now);
  if (missing !== undefined) throw beyondOwnRights(missing);
}

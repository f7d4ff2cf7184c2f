import type { UserId } from '@keywright/contract';
import type { Caller } from '../../plane/principal.ts';
import { type Covers, refuseBeyondOneself } from '../../request/covers.ts';
import { Problem } from '../../request/problem.ts';
import type { Flag } from '../../storage/schema-columns.ts';
import type { Tx } from '../../storage/storage.ts';
import { readOwner } from './queries.ts';

/**
 * A token is all that its person may do, in the hand of whoever made it or gave it a new secret. Throws
 * `beyond_own_rights` for who cannot do as much themselves.
 */
export async function refuseStronger(
  covers: Covers,
  tx: Tx,
  by: { readonly caller: Caller; readonly now: number },
  owner: { readonly id: UserId; readonly is_admin: Flag },
): Promise<void> {
  if (owner.id === by.caller.principal.id) return;
  if (owner.is_admin === 1 && !by.caller.principal.isAdmin) {
    throw new Problem('beyond_own_rights', {
      message: 'Only a site administrator makes or renews tokens of site administrators.',
    });
  }
  await refuseBeyondOneself(covers, tx, by, owner.id);
}

/** The same about the owner of a token that is there. */
export async function refuseStrongerOwner(
  covers: Covers,
  tx: Tx,
  by: { readonly caller: Caller; readonly now: number },
  ownerId: UserId,
): Promise<void> {
  const owner = await readOwner(tx, ownerId);
  if (!owner) throw new Error('A token of a person who is not there.');
  await refuseStronger(covers, tx, by, owner);
}

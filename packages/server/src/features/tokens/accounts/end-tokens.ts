import type { ServiceAccountId } from '@keywright/contract';
import type { Tx } from '../../../storage/storage.ts';
import { countActiveOf, deleteTokensOf } from './queries.ts';

/** Revokes and deletes all tokens of these accounts, whose rows are locked; returns how many were active. */
export async function endTokensOf(
  tx: Tx,
  accountIds: readonly ServiceAccountId[],
  now: number,
): Promise<number> {
  const active = await countActiveOf(tx, accountIds, now);
  await deleteTokensOf(tx, accountIds, now);
  return active;
}

import type { Tx } from './storage.ts';

/**
 * Gives a transaction that found all as it should be a place in the change feed all the same: whoever made it so may
 * not have heard from every server yet, and a receipt for this one waits for them too.
 */
export async function takePlace(tx: Tx, at: number): Promise<void> {
  const change = tx.engine === 'postgres' ? { change_id: tx.ref.id } : {};
  await tx
    .insertInto('feed')
    .values({ ...change, keys: '', at } as never)
    .execute();
}

import { announceChange } from '../../audit/write-audit-event.ts';
import type { Db, Tx } from '../../storage/storage.ts';
import type { HandedIn } from './handed-in.ts';
import {
  countTokensWithin,
  countWithin,
  lastUsedWithin,
  lockSomeWithin,
  type Root,
  retireAccounts,
} from './queries.ts';

/** So many are retired together, however many there are. */
const batch = 200;

/** What went with the accounts at home at a node or below it. */
export interface Retired {
  readonly accounts: number;
  /** Active ones. */
  readonly tokens: number;
  readonly grants: number;
}

/** Retires all accounts at home at a node that goes, or below it. The node is locked. */
export const retireAccountsIn =
  ({ endTokensOf, removeGrantsOf }: Pick<HandedIn, 'endTokensOf' | 'removeGrantsOf'>) =>
  async (tx: Tx, root: Root, now: number): Promise<Retired> => {
    let [accounts, tokens, grants] = [0, 0, 0];
    for (;;) {
      // A retired one is at home nowhere, and is not found again.
      const rows = await lockSomeWithin(tx, root, batch);
      if (rows.length === 0) return { accounts, tokens, grants };
      const ids = rows.map(({ id }) => id);
      for (const id of ids) {
        grants += await removeGrantsOf(tx, id);
        // To itself: its streams end now.
        announceChange(tx, 'service_account', id, id);
      }
      tokens += await endTokensOf(tx, ids, now);
      await retireAccounts(tx, ids, now);
      accounts += ids.length;
    }
  };

/** What `retireAccountsIn` would end, and the account among them that was used last (milliseconds since 1970). */
export async function countAccountsIn(db: Db, root: Root, now: number) {
  return {
    accounts: await countWithin(db, root),
    tokens: await countTokensWithin(db, root, now),
    lastUsed: (await lastUsedWithin(db, root)) ?? null,
  };
}

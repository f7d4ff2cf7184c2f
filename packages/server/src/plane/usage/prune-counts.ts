import { countsKeptDays } from '@keywright/contract';
import type { Storage } from '../../storage/storage.ts';
import { dropCountsBefore } from './queries.ts';

/** Forgets the counts of hours that nobody can ask about any more. `now`: milliseconds since 1970. */
export async function pruneCounts(storage: Storage, now: number): Promise<void> {
  // A day more than is shown: the first bucket begins where its day does.
  const before = now - (countsKeptDays + 1) * 86_400_000;
  await storage.change((tx) => dropCountsBefore(tx, before));
}

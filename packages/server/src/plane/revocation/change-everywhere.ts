import { CommitOutcomeUnknown } from '../../storage/errors.ts';
import type { ChangeRef } from '../../storage/revocation-log.ts';
import type { Storage, Tx } from '../../storage/storage.ts';
import type { Receipt, Receipts } from './receipts.ts';

/** Carries out a change, and returns once it holds on every server. */
export type ChangeEverywhere = <T>(
  work: (tx: Tx) => Promise<T>,
) => Promise<{ readonly done: T; readonly receipt: Receipt | undefined }>;

/**
 * Rejects as `Storage.change` does; with CommitOutcomeUnknown only where asking for the change, by a commit that is
 * itself waited for, did not find it.
 */
export function changeEverywhere(storage: Storage, receipts: Receipts): ChangeEverywhere {
  return async <T>(work: (tx: Tx) => Promise<T>) => {
    const { done, ref, isHeard } = await attempt(storage, work);
    return { done, receipt: await (isHeard ? receipts.of(ref) : receipts.ofUnheard(ref)) };
  };
}

interface Attempt<T> {
  readonly done: T;
  readonly ref: ChangeRef;
  /** Whether its commit was answered. */
  readonly isHeard: boolean;
}

async function attempt<T>(storage: Storage, work: (tx: Tx) => Promise<T>): Promise<Attempt<T>> {
  let made: Omit<Attempt<T>, 'isHeard'> | undefined;
  try {
    const heard = await storage.change(async (tx) => {
      made = undefined;
      made = { done: await work(tx), ref: tx.ref };
      return made;
    });
    return { ...heard, isHeard: true };
  } catch (error) {
    if (!(error instanceof CommitOutcomeUnknown) || !made) throw error;
    return { ...made, isHeard: false };
  }
}

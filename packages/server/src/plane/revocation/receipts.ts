import { setTimeout as pause } from 'node:timers/promises';
import { CommitOutcomeUnknown, StorageUnavailable } from '../../storage/errors.ts';
import type {
  ChangeRef,
  Member,
  Members,
  Outcome,
  RevocationLog,
} from '../../storage/revocation-log.ts';
import type { Lease } from './lease.ts';
import { Pending, type Placed } from './pending.ts';
import { waitMs } from './timing.ts';

/** That a change holds on every server, and how that is known. */
export interface Receipt {
  readonly servers: number;
  readonly verifiers: number;
  readonly tookMs: number;
  /** Servers that did not say so, and were waited for until no lease of theirs can last. */
  readonly lapsed: readonly string[];
  /** Whether a standby has the change as well. */
  readonly isDurable: boolean;
}

export interface Receipts {
  /**
   * Waits until a committed change holds everywhere; undefined: it touched nothing that a decision reads. Rejects with
   * CommitOutcomeUnknown where nobody can be asked.
   */
  of(change: ChangeRef): Promise<Receipt | undefined>;
  /** The same of a change whose commit was not answered. Rejects with CommitOutcomeUnknown where it is not there. */
  ofUnheard(change: ChangeRef): Promise<Receipt | undefined>;
}

/** Between two looks at what the others have acknowledged, for all who wait together. */
const lookEveryMs = 4;
/** After a look that failed. */
const againAfterMs = 50;

/** `verifiers`: connected to this server now. */
export function createReceipts(
  log: RevocationLog,
  lease: Lease,
  verifiers: () => number,
): Receipts {
  const looks = sharedLooks(log);

  function receipt(
    members: readonly Member[],
    { begun, ...rest }: { begun: number; lapsed: readonly string[]; isDurable: boolean },
  ): Receipt {
    const others = members.filter(({ incarnation }) => incarnation !== lease.incarnation);
    const elsewhere = others.reduce((sum, member) => sum + member.verifiers, 0);
    const tookMs = Math.ceil(performance.now() - begun);
    const servers = Math.max(1, members.length);
    return { servers, verifiers: elsewhere + verifiers(), tookMs, ...rest };
  }

  async function receiptOf(
    begun: number,
    found: Outcome | 'unreachable',
  ): Promise<Receipt | undefined> {
    if (found === 'unreachable') {
      // Committed, and nobody says to whom it matters: no lease from before outlasts this.
      await until(begun + waitMs);
      return receipt([], { begun, lapsed: ['unknown'], isDurable: false });
    }
    if (found.seq === undefined) return undefined;
    return waitForAll({ ...found, seq: found.seq }, begun);
  }

  /** Asked again until no lease from before the change can last. */
  async function outcomeOf(change: ChangeRef, begun: number): Promise<Outcome | 'unreachable'> {
    while (performance.now() < begun + waitMs) {
      const outcome = await log.outcome(change, false).catch(orUnreachable);
      // That it took no place counts only where it was made.
      const isSame = outcome?.term === change.term || !log.isShared;
      if (outcome && (outcome.seq !== undefined || isSame)) return outcome;
      await pause(againAfterMs);
    }
    return 'unreachable';
  }

  async function unheardOutcome(change: ChangeRef): Promise<Outcome> {
    const giveUpAt = performance.now() + waitMs;
    for (;;) {
      const outcome = await log.outcome(change, true).catch(orUnreachable);
      if (outcome?.seq !== undefined) return outcome;
      // A commit may still be on its way while its connection is known to be lost: it is asked for until the end.
      if (performance.now() >= giveUpAt)
        throw new CommitOutcomeUnknown('The commit was not confirmed.');
      await pause(againAfterMs);
    }
  }

  async function waitForAll(change: Placed, begun: number): Promise<Receipt> {
    lease.renew().catch(() => {});
    const pending = new Pending(change, lease);
    const over = until(begun + waitMs).then(() => 'over' as const);
    while (!pending.isEmpty) {
      const waits = [over, lease.moved(), ...(pending.hasOthers ? [looks.next()] : [])];
      const look = await Promise.race(waits);
      if (look === 'over') break;
      if (look) pending.look(look);
    }
    const { members, isDurable } = change;
    return receipt(members, { begun, lapsed: pending.labels, isDurable });
  }

  return {
    async of(change) {
      const begun = performance.now();
      return receiptOf(begun, await outcomeOf(change, begun));
    },
    async ofUnheard(change) {
      const outcome = await unheardOutcome(change);
      // From now on: it may have become visible a moment ago.
      return receiptOf(performance.now(), outcome);
    },
  };
}

/** Resolves at this time by the monotonic clock, and not before: timers may be early by a millisecond. */
async function until(time: number): Promise<void> {
  for (;;) {
    const left = time - performance.now();
    if (left <= 0) return;
    await pause(Math.ceil(left));
  }
}

function orUnreachable(error: unknown): undefined {
  if (!(error instanceof StorageUnavailable)) throw error;
  return undefined;
}

/** One look at a time, for all who wait: none of it is older than the wait of who asked for it. */
function sharedLooks(log: RevocationLog): { next(): Promise<Members | undefined> } {
  let coming: Promise<Members | undefined> | undefined;
  return {
    next() {
      coming ??= pause(lookEveryMs).then(() => {
        coming = undefined;
        return log.members().catch(() => pause(againAfterMs).then(() => undefined));
      });
      return coming;
    },
  };
}

import { randomUUID } from 'node:crypto';
import { StorageUnavailable } from '../../storage/errors.ts';
import type { Position, Renewal, RevocationLog } from '../../storage/revocation-log.ts';
import { Applied } from './applied.ts';
import { type Clocks, type Moment, machineClocks, movedAlike, readMoment } from './clocks.ts';
import type { Dependant, Standing } from './standing.ts';
import { leaseMs, renewEveryMs } from './timing.ts';

/** After a renewal that failed, the next is tried so soon. */
const againAfterMs = 200;
/** Before the first renewal of a member: it has applied nothing, and asks for no rows. */
const nothingYet = Number.MAX_SAFE_INTEGER;

interface Rooms {
  readonly log: RevocationLog;
  /** What people call this server. */
  readonly label: string;
  readonly version: string;
  /** Renew before each batch of answers: for machines that may be frozen whole, with both their clocks. */
  readonly isStrict?: boolean;
  /** Answers without a lease. For the test that shows what the check is for, and for nothing else. */
  readonly isUnchecked?: boolean;
  /** Verifiers that are connected here. */
  readonly verifiers?: () => number;
  readonly clocks?: Clocks;
  /** Told when this server is a member no more, and why. It joins again by itself. */
  readonly onGivenUp?: (why: string) => void;
}

/** This server's lease: joined, renewed and given up by the protocol of docs/revocation.md. */
export interface Lease extends Standing {
  /** The name it has among the members now; undefined: none yet. */
  readonly incarnation: string | undefined;
  /** What has been applied here, and by all who were handed something of it. */
  readonly settled: Position;
  /** Milliseconds until it ends unless it is renewed; not more than 0: it has ended. */
  remaining(): number;
  /** Resolves when `settled` has moved. */
  moved(): Promise<void>;
  /** Stops answering and leaves the members. */
  leave(): Promise<void>;
}

interface Self {
  readonly incarnation: string;
  readonly beat: number;
  /** No renewal has come yet: what is kept is of another time. */
  readonly isFresh: boolean;
}

/** Begins to renew at once; `hold` tells when the first has come. */
export function openLease(rooms: Rooms): Lease {
  const { log, label, version, isStrict = false, clocks = machineClocks } = rooms;
  const applied = new Applied();
  let self: Self | undefined;
  let deadline = Number.NEGATIVE_INFINITY;
  let since: Moment = readMoment(clocks);
  /** The database's clock less our monotonic one. */
  let ahead = clocks.wall() - clocks.mono();
  let latest = 0;
  let settled: Position = { term: '', head: 0 };
  /** What the database has of it. */
  let acknowledged: Position = settled;
  let isOpen = false;
  let isLeaving = false;
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let wake = Promise.withResolvers<void>();

  function isHeld(): boolean {
    if (rooms.isUnchecked) return self !== undefined;
    if (isStrict && !isOpen) return false;
    return !isLeaving && clocks.mono() < deadline && movedAlike(clocks, since);
  }

  function giveUp(why: string): void {
    if (self && !self.isFresh) rooms.onGivenUp?.(why);
    self = undefined;
    deadline = Number.NEGATIVE_INFINITY;
  }

  async function join(): Promise<Self> {
    const incarnation = randomUUID();
    await log.join({ incarnation, label, version });
    return { incarnation, beat: 0, isFresh: true };
  }

  /** One renewal, whole: it never overlaps with another. */
  async function renewOnce(): Promise<void> {
    if (isLeaving) throw new StorageUnavailable('This server is stopping.');
    // Before anything is done in the old name: a machine whose clocks moved apart may be a copy of another.
    if (self && !movedAlike(clocks, since)) giveUp('the clocks of this machine moved apart');
    self ??= await join();
    const { incarnation, beat, isFresh } = self;
    const asked = readMoment(clocks);
    const told = settled;
    const renewal = await log.renew({
      incarnation,
      beat,
      term: told.term,
      acknowledged: told.head,
      applied: isFresh ? nothingYet : applied.seq,
      verifiers: rooms.verifiers?.() ?? 0,
    });
    if (!renewal) {
      giveUp('the database knows it no more, or by another beat');
      throw new StorageUnavailable('This server is no member any more, and joins again.');
    }
    self = { incarnation, beat: renewal.beat, isFresh: false };
    grant(renewal, { asked, isFresh, told });
  }

  /** One synchronous stretch: what came is applied before the lease is longer. */
  function grant(renewal: Renewal, at: { asked: Moment; isFresh: boolean; told: Position }): void {
    if (!applied.take(renewal, at.isFresh)) {
      giveUp('another primary answered, whose time is over');
      throw new StorageUnavailable('The database that answered is not the primary any more.');
    }
    if (isLeaving) return;
    deadline = at.asked.mono + leaseMs;
    since = at.asked;
    acknowledged = at.told;
    // In the middle between question and answer.
    ahead = renewal.now - (at.asked.mono + clocks.mono()) / 2;
    settle();
    open();
  }

  /** In strict mode, what waited for this renewal may answer by it, and nothing that comes later. */
  function open(): void {
    if (!isStrict) return;
    isOpen = true;
    setImmediate(() => {
      isOpen = false;
    });
  }

  /** Acknowledges what is applied, once all who were handed something of it have confirmed, or have no lease. */
  function settle(): void {
    const { term, seq: head } = applied;
    const waiting = [...applied.dependants].flatMap((one) => one.settled?.() ?? []);
    if (waiting.length === 0) settledAt({ term, head });
    else Promise.all(waiting).then(() => settledAt({ term, head }));
  }

  function settledAt(position: Position): void {
    if (position.term !== applied.term) return;
    if (position.term === settled.term && position.head <= settled.head) return;
    settled = position;
    wake.resolve();
    wake = Promise.withResolvers();
    const isTold = position.term === acknowledged.term && position.head <= acknowledged.head;
    if (log.isShared && !isTold) renewSoon();
  }

  function renewSoon(): void {
    renew().catch(() => {});
  }

  function renew(): Promise<void> {
    if (!running) {
      running = renewOnce().finally(() => {
        running = undefined;
      });
      schedule(running);
      return running;
    }
    // The one under way may have been sent before what the caller has in mind.
    next ??= running
      .catch(() => {})
      .then(() => {
        next = undefined;
        return renew();
      });
    return next;
  }

  function schedule(renewing: Promise<void>): void {
    const after = (ms: number) => {
      clearTimeout(timer);
      if (isLeaving) return;
      timer = setTimeout(renewSoon, ms);
      timer.unref();
    };
    renewing.then(
      () => after(renewEveryMs),
      () => after(againAfterMs),
    );
  }

  const stopHearing = log.hear(renewSoon);
  renewSoon();

  return {
    get incarnation() {
      return self?.incarnation;
    },
    get settled() {
      return settled;
    },
    holds: isHeld,
    async hold() {
      // The first may fail because this server has to join again.
      if (!isHeld()) await renew().catch(() => renew());
      if (!isHeld()) throw new StorageUnavailable('The lease could not be renewed in time.');
      return { term: applied.term, head: applied.seq };
    },
    now() {
      latest = Math.max(latest, Math.floor(clocks.mono() + ahead));
      return latest;
    },
    remaining: () => (isLeaving || !movedAlike(clocks, since) ? 0 : deadline - clocks.mono()),
    admits: (position, keys) => applied.admits(position, keys),
    follow: (dependant: Dependant) => applied.follow(dependant),
    renew,
    moved: () => wake.promise,
    async leave() {
      isLeaving = true;
      deadline = Number.NEGATIVE_INFINITY;
      clearTimeout(timer);
      stopHearing();
      wake.resolve();
      await next?.catch(() => {});
      await running?.catch(() => {});
      // Whoever was handed something answers by our lease as long as that would have lasted.
      await Promise.all([...applied.dependants].flatMap((one) => one.drained?.() ?? []));
      if (self) await log.leave(self.incarnation).catch(() => {});
    },
  };
}

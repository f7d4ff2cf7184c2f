import type { GateDecisions } from '../../plane/gate-decisions.ts';
import type { Caller } from '../../plane/principal.ts';
import type { Dependant, Standing } from '../../plane/revocation/standing.ts';
import { type Ended, type Judging, Watched } from './watched.ts';

/** How often it is looked whether somebody's time is over, in milliseconds. */
const tickMs = 50;
/** In case an announcement was lost without a word: a connection to the database can fall silent. */
const everyoneAgainMs = 60_000;
/**
 * How long somebody who is being judged again is told messages meanwhile. A receipt that waits for no confirmation comes at
 * least so much after the change was heard here: see docs/revocation.md, and plane/revocation/timing.ts.
 */
const graceMs = 100;
/** How many are judged at once. */
const atOnce = 16;

type LeaseOfGate = Pick<Standing, 'holds' | 'follow'>;

/** Ends what goes on by a right as soon as the right does: before whoever took it hears that it is taken. */
export class LiveRights implements Dependant {
  readonly #judging: Judging;
  readonly #watched = new Set<Watched>();
  readonly #waiting = new Set<Watched>();
  readonly #timers: NodeJS.Timeout[];
  readonly #standing: LeaseOfGate;
  readonly #stopFollowing: () => void;
  /** Ends once all that is being judged has been. */
  #judged: PromiseWithResolvers<void> | undefined;
  #changes = 0;
  #judgingNow = 0;
  /** The earliest time at which one has to be looked at again. */
  #earliest = Infinity;

  constructor(decisions: GateDecisions, standing: LeaseOfGate, clock: () => number) {
    this.#standing = standing;
    this.#judging = {
      decisions,
      clock,
      isLeaseHeld: () => standing.holds(),
      changes: () => this.#changes,
      lookAgainAt: (time) => {
        this.#earliest = Math.min(this.#earliest, time);
      },
    };
    this.#timers = [
      setInterval(() => this.#tick(), tickMs),
      setInterval(() => this.empty(), everyoneAgainMs),
    ];
    for (const timer of this.#timers) timer.unref();
    this.#stopFollowing = standing.follow(this);
  }

  /** How many changes were heard: whoever judged before the last one has to do it again. */
  get changes(): number {
    return this.#changes;
  }

  watch(caller: Caller, end: (why: Ended) => void): Watched {
    const watched = new Watched(this.#judging, caller, () => this.leave(watched), end);
    this.#watched.add(watched);
    return watched;
  }

  leave(watched: Watched): void {
    this.#watched.delete(watched);
    this.#waiting.delete(watched);
  }

  drop(keys: readonly string[]): void {
    this.#changes++;
    for (const watched of this.#watched) {
      if (keys.some((key) => watched.goesBy(key))) this.#doubt(watched);
    }
  }

  empty(): void {
    this.#changes++;
    for (const watched of this.#watched) this.#doubt(watched);
  }

  async settled(): Promise<void> {
    await this.#judged?.promise;
  }

  /**
   * It goes on for the moment that judging takes, or its messages would be lost at every change that touches it; but where
   * the lease had ended before this was heard, not even so long: somebody may have waited for that, and for no more.
   */
  #doubt(watched: Watched): void {
    watched.doubt(this.#standing.holds() ? graceMs : 0);
    this.judgeAgain(watched);
  }

  judgeAgain(watched: Watched): void {
    watched.forget();
    this.#waiting.add(watched);
    this.#judged ??= Promise.withResolvers();
    this.#next();
  }

  stop(): void {
    this.#stopFollowing();
    this.#judged?.resolve();
    for (const timer of this.#timers) clearInterval(timer);
    this.#watched.clear();
    this.#waiting.clear();
  }

  #next(): void {
    for (const watched of this.#waiting) {
      if (this.#judgingNow >= atOnce) return;
      this.#waiting.delete(watched);
      this.#judgingNow++;
      void watched.judgeAgain().then(() => {
        this.#judgingNow--;
        this.#next();
      });
    }
    if (this.#judgingNow > 0) return;
    this.#judged?.resolve();
    this.#judged = undefined;
  }

  #tick(): void {
    const now = this.#judging.clock();
    if (now < this.#earliest) return;
    this.#earliest = Infinity;
    for (const watched of this.#watched) {
      if (watched.lookAt <= now) {
        watched.lookAt = Infinity;
        this.judgeAgain(watched);
      } else {
        this.#earliest = Math.min(this.#earliest, watched.lookAt);
      }
    }
  }
}

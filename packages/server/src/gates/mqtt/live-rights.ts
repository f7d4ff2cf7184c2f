import type { GateDecisions } from '../../plane/gate-decisions.ts';
import type { Caller } from '../../plane/principal.ts';
import { concernsRights, type RightsChange } from '../../plane/rights-changes.ts';
import { type Ended, type Judging, Watched } from './watched.ts';

/** How often it is looked whether somebody's time is over, in milliseconds. */
const tickMs = 50;
/** In case an announcement was lost without a word: a connection to the database can fall silent. */
const everyoneAgainMs = 60_000;
/** How many are judged at once. */
const atOnce = 16;

/** Ends what goes on by a right as soon as the right does. */
export class LiveRights {
  readonly #judging: Judging;
  readonly #watched = new Set<Watched>();
  readonly #waiting = new Set<Watched>();
  readonly #timers: NodeJS.Timeout[];
  #changes = 0;
  #judgingNow = 0;
  /** The earliest time at which one has to be looked at again. */
  #earliest = Infinity;

  constructor(decisions: GateDecisions, clock: () => number) {
    this.#judging = {
      decisions,
      clock,
      changes: () => this.#changes,
      lookAgainAt: (time) => {
        this.#earliest = Math.min(this.#earliest, time);
      },
    };
    this.#timers = [
      setInterval(() => this.#tick(), tickMs),
      setInterval(() => this.missed(), everyoneAgainMs),
    ];
    for (const timer of this.#timers) timer.unref();
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

  hear(change: RightsChange): void {
    this.#changes++;
    for (const watched of this.#watched) {
      if (concernsRights(watched.caller, watched.nodes, change)) this.judgeAgain(watched);
    }
  }

  /** Something may have gone unheard. */
  missed(): void {
    this.#changes++;
    for (const watched of this.#watched) this.judgeAgain(watched);
  }

  judgeAgain(watched: Watched): void {
    watched.forget();
    this.#waiting.add(watched);
    this.#next();
  }

  stop(): void {
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

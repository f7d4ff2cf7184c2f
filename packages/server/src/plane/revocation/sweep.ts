import type { RevocationLog } from '../../storage/revocation-log.ts';
import { renewEveryMs, waitMs } from './timing.ts';

interface Watched {
  readonly term: string;
  readonly beat: number;
  /** When it was first seen so, by this machine's monotonic clock. */
  readonly since: number;
}

/** Looks so many times in between before old rows of the feed are dropped. */
const pruneEvery = 60;

/**
 * Removes members that were left without a sign of life for as long as no lease lasts, watched by this server's own clock
 * within one term, and old rows of the feed. Returns the way to stop.
 */
export function startSweeping(log: RevocationLog): () => Promise<void> {
  let watched = new Map<string, Watched>();
  let looks = 0;

  async function look(): Promise<void> {
    if (log.isShared) await sweepOnce();
    looks += 1;
    if (looks % pruneEvery === 1) await log.prune();
  }

  async function sweepOnce(): Promise<void> {
    const { term, members } = await log.members();
    const now = performance.now();
    const seen = new Map<string, Watched>();
    for (const { incarnation, beat } of members) {
      const before = watched.get(incarnation);
      const isSame = before?.term === term && before.beat === beat;
      const watching = isSame ? before : { term, beat, since: now };
      seen.set(incarnation, watching);
      if (now - watching.since >= waitMs) await log.sweep(incarnation, beat);
    }
    watched = seen;
  }

  let running = Promise.resolve();
  const timer = setInterval(() => {
    // What cannot be swept now is swept later; the requests that need the database report that it is gone.
    running = running.then(() => look().catch(() => {}));
  }, renewEveryMs);
  timer.unref();
  return () => {
    clearInterval(timer);
    return running;
  };
}

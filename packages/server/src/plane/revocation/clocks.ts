import { clockToleranceMs } from './timing.ts';

/** Two clocks of this machine, read at one moment; milliseconds. */
export interface Moment {
  readonly mono: number;
  readonly wall: number;
}

export interface Clocks {
  readonly mono: () => number;
  readonly wall: () => number;
}

export const machineClocks: Clocks = { mono: () => performance.now(), wall: () => Date.now() };

/** How far apart in time the two readings of one moment may be. */
const closeMs = 5;
const tries = 5;

/** Reads both, again where this process was held up between the two. */
export function readMoment({ mono, wall }: Clocks): Moment {
  for (let attempt = 1; ; attempt++) {
    const before = mono();
    const read = { wall: wall(), mono: before };
    if (mono() - before < closeMs || attempt === tries) return read;
  }
}

/**
 * Whether the clocks have moved alike since then. Where not, this machine slept (the monotonic clock stood still), or is a
 * copy of one that did, or somebody set its wall clock.
 */
export function movedAlike(clocks: Clocks, since: Moment): boolean {
  const quick = Math.abs(clocks.wall() - since.wall - (clocks.mono() - since.mono));
  if (quick <= clockToleranceMs) return true;
  // Held up between the two readings, or truly apart: the second stays so.
  const { mono, wall } = readMoment(clocks);
  return Math.abs(wall - since.wall - (mono - since.mono)) <= clockToleranceMs;
}

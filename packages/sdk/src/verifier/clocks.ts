/** Two clocks of this machine, read at one moment; milliseconds. */
export interface Moment {
  readonly mono: number;
  readonly wall: number;
}

/** How far the two may move apart, in milliseconds: what the monotonic one may have stood still for, unnoticed. */
export const clockToleranceMs = 45;

/** How far apart in time the two readings of one moment may be. */
const closeMs = 5;
const tries = 5;

/** Reads both, again where this process was held up between the two. */
export function readMoment(): Moment {
  for (let attempt = 1; ; attempt++) {
    const mono = performance.now();
    const read = { mono, wall: Date.now() };
    if (performance.now() - mono < closeMs || attempt === tries) return read;
  }
}

/**
 * Whether the clocks have moved alike since then; `mono`: the monotonic one, read just now. Where not, this machine slept
 * (that clock stood still), or is a copy of one that did, or somebody set its wall clock.
 */
export function movedAlike(since: Moment, mono: number): boolean {
  const quick = Date.now() - since.wall - (mono - since.mono);
  if (quick <= clockToleranceMs && quick >= -clockToleranceMs) return true;
  // Held up between the two readings, or truly apart: the second stays so.
  const now = readMoment();
  return Math.abs(now.wall - since.wall - (now.mono - since.mono)) <= clockToleranceMs;
}

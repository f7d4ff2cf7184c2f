import type { Deadline } from './protocol.ts';

/** Now, on both clocks. */
export function moment(): Deadline {
  return {
    monotonicMs: Number(process.hrtime.bigint() / 1_000_000n),
    wallMs: Date.now(),
  };
}

export function after({ monotonicMs, wallMs }: Deadline, ms: number): Deadline {
  return { monotonicMs: monotonicMs + ms, wallMs: wallMs + ms };
}

/** Milliseconds until it has passed on the first of the two clocks; 0 or less where it has. */
export function msUntil(deadline: Deadline): number {
  const now = moment();
  return Math.min(deadline.monotonicMs - now.monotonicMs, deadline.wallMs - now.wallMs);
}

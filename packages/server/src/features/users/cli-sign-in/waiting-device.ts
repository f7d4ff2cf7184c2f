import type { Origin } from '../../../audit/actor.ts';
import type { Caller } from '../../../plane/principal.ts';
import { Problem } from '../../../request/problem.ts';
import { deviceStateAt } from './device-state.ts';
import type { DeviceRow } from './queries.ts';
import type { CountGuess } from './rooms.ts';

/**
 * Counts a look-up of a user code, right or wrong, by the person and by their address: who goes through codes would
 * learn nothing from being limited for wrong ones alone. Throws `rate_limited`.
 */
export function countLookUp(
  countGuess: CountGuess,
  { caller, origin }: { readonly caller: Caller; readonly origin: Origin },
): void {
  const keys = [caller.principal.id, origin.address];
  const waits = keys.flatMap((key) => (key ? [countGuess(key) ?? 0] : []));
  const wait = Math.max(0, ...waits);
  if (wait === 0) return;
  throw new Problem('rate_limited', {
    message: 'Too many codes were tried. Wait before trying another.',
    retry_after_s: wait,
  });
}

/** The row where it waits for a decision; else a problem that tells nobody which codes there were. */
export function waiting(row: DeviceRow | undefined, now: number): DeviceRow {
  if (row && deviceStateAt(row, now).is === 'waiting') return row;
  throw new Problem('not_found', {
    message:
      'No program waits with this code. Compare it with what the program shows: a code works once, for ten minutes.',
  });
}

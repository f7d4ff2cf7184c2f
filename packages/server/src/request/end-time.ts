import { parseDuration } from '@keywright/contract';
import { invalidField } from './problem.ts';

interface Wanted {
  /** Milliseconds since 1970; null: never. */
  readonly expires_at?: number | null | undefined;
  readonly duration?: string | undefined;
}

/**
 * When what is made now ends, in milliseconds since 1970, or null: never. `at` is where the two fields stand in the
 * body, such as `token.`. Throws `invalid_request`.
 */
export function endTime(wanted: Wanted, now: number, at = ''): number | null {
  const { expires_at, duration } = wanted;
  if (duration === undefined) return timeToCome(expires_at ?? null, now, `${at}expires_at`);
  if (expires_at !== undefined && expires_at !== null) {
    throw invalidField(`${at}duration`, 'Give either expires_at or duration, not both.');
  }
  const length = parseDuration(duration);
  if (length === undefined) {
    throw invalidField(
      `${at}duration`,
      'Expected a duration such as 24h, 30d or 1y, at most 100 years.',
    );
  }
  return now + length;
}

/** The same time, or null. Throws `invalid_request` naming the field where it is past. */
export function timeToCome(time: number | null, now: number, field: string): number | null {
  if (time === null || time > now) return time;
  throw invalidField(field, 'Must be a time to come.');
}

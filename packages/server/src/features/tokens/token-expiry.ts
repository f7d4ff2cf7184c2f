import { parseDuration } from '@keywright/contract';
import { invalidField } from '../../request/problem.ts';

interface Wanted {
  /** Milliseconds since 1970; null: never. */
  readonly expires_at?: number | null | undefined;
  readonly duration?: string | undefined;
}

/** When a new token ends, in milliseconds since 1970, or null: never. Throws `invalid_request`. */
export function tokenExpiry(wanted: Wanted, now: number): number | null {
  const { expires_at, duration } = wanted;
  if (duration === undefined) return checkedEnd(expires_at ?? null, now);
  if (expires_at !== undefined && expires_at !== null) {
    throw invalidField('duration', 'Give either expires_at or duration, not both.');
  }
  const length = parseDuration(duration);
  if (length === undefined) {
    throw invalidField(
      'duration',
      'Expected a duration such as 24h, 30d or 1y, at most 100 years.',
    );
  }
  return now + length;
}

function checkedEnd(expiresAt: number | null, now: number): number | null {
  if (expiresAt === null || expiresAt > now) return expiresAt;
  throw invalidField('expires_at', 'Must be a time to come.');
}

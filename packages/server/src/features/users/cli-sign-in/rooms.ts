import type { SessionJwts } from '../../../plane/session-jwt.ts';

/** Counts one more by this key; the seconds to wait where it was one too many, else undefined. */
export type CountGuess = (key: string) => number | undefined;

export interface ProgramSignInRooms {
  readonly jwts: SessionJwts;
  /** The address people open, without a slash at its end. */
  readonly url: string;
  readonly countGuess: CountGuess;
}

/**
 * An hour, in milliseconds: rows outlive their codes by it, so that a code that comes again is known. No longer: anybody
 * may ask for one.
 */
export const keptLongerMs = 3_600_000;

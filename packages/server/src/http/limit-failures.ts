import { type ErrorCode, parseToken } from '@keywright/contract';
import type { Presented } from '../plane/presented.ts';
import { Problem } from '../request/problem.ts';
import type { Attempts } from './limited-attempts.ts';

/** Wrong in a way that trying again with another guess would change. */
const guesses = new Set<ErrorCode>([
  'token_malformed',
  'token_unknown',
  'session_invalid',
  'sign_in_refused',
  'invalid_grant',
]);

interface Guess {
  readonly address: string;
  readonly presented: Presented;
}

/**
 * One wrong guess too many, from an address or at a token, is no longer told what was wrong with it. The right secret is no
 * guess, and is let in all the same: else whoever knows the id of a token could lock its bearers out.
 */
export function limited(problem: Problem, guess: Guess, failures: Attempts): Problem {
  if (!guesses.has(problem.code)) return problem;
  const limit = failures.count(guess.address, tokenIdOf(guess.presented));
  return limit.isBeyond ? new Problem('rate_limited', { limit }) : problem;
}

function tokenIdOf(presented: Presented): string | undefined {
  return presented.kind === 'token' ? parseToken(presented.text.reveal())?.id : undefined;
}

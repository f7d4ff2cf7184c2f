import { type SignInFailure, signInFailures } from '@keywright/sdk';
import { textIn, wordIn } from '../address.ts';

/** Where to go after the sign-in: a path of this site. */
export interface SignInSearch {
  readonly return_to?: string | undefined;
}

/** A path that browsers would read as another host ("//evil", "/\evil") is no path of this site. */
const ownPath = /^\/(?![/\\])[^\p{Cc}]*$/u;

export function signInSearchIn(raw: Record<string, unknown>): SignInSearch {
  const path = textIn(raw, 'return_to');
  return {
    return_to: path && ownPath.test(path) && !path.startsWith('/sign-in') ? path : undefined,
  };
}

/** What went wrong here and not at the provider, by the error’s code. Its words come with the page that says them. */
const ownProblems = [
  'rate_limited',
  'internal',
  'outcome_unknown',
  'database_unavailable',
] as const;
export type OwnProblem = (typeof ownProblems)[number];

export interface SignInProblemSearch {
  readonly reason?: SignInFailure | undefined;
  readonly code?: OwnProblem | undefined;
  readonly request_id?: string | undefined;
}

export const signInProblemSearchIn = (raw: Record<string, unknown>): SignInProblemSearch => ({
  reason: wordIn(raw, 'reason', signInFailures),
  code: wordIn(raw, 'code', ownProblems),
  request_id: textIn(raw, 'request_id'),
});

/** The address that begins a sign-in; the server answers it by sending the browser to the provider. */
export const signInAddress = (returnTo: string | undefined): string =>
  `/auth/sign-in?return_to=${encodeURIComponent(returnTo ?? '/')}`;

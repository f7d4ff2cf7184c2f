import type { FailureCode } from '@keywright/sdk';
import { ConfigurationError, KeywrightError } from '@keywright/sdk/node';
import type { Ending } from './exit-codes.ts';
import { Stopped } from './stopped.ts';

/** What went wrong in sentences for who typed the command, what to do next, and how the program ends. */
export interface Explained {
  readonly ending: Ending;
  readonly lines: readonly string[];
}

/** Undefined: nothing that anybody outside could mend, so its stack is wanted. */
export function explainFailure(error: unknown): Explained | undefined {
  if (error instanceof Stopped) {
    return { ending: error.ending, lines: [error.message, error.next ?? ''].filter(Boolean) };
  }
  if (error instanceof ConfigurationError) return { ending: 'usage', lines: [error.message] };
  if (error instanceof KeywrightError) return explainAnswer(error);
  if (error instanceof TypeError && /^(url|token): /.test(error.message)) {
    return { ending: 'usage', lines: [error.message] };
  }
  return undefined;
}

function explainAnswer(error: KeywrightError): Explained {
  const fields = error.fields
    .map(({ field, message }) => `${field}: ${message}`)
    // Of one wrong field the message says it all.
    .filter((line) => !error.message.includes(line))
    .map((line) => `  ${line}`);
  const roles =
    error.roles.length > 0 ? [`Roles that would allow it: ${error.roles.join(', ')}.`] : [];
  const lines = [error.message, ...fields, ...roles, nextStep(error)];
  return { ending: endingOf(error), lines: lines.filter((line) => line !== undefined) };
}

function endingOf({ code, status }: KeywrightError): Ending {
  if (code === 'unreachable' || code === 'unreadable') return 'unreachable';
  switch (status) {
    case 400:
    case 413:
      return 'usage';
    case 401:
      return 'unauthenticated';
    case 403:
      return 'refused';
    case 404:
      return 'not_found';
    case 409:
      return 'conflict';
    case 429:
    case 503:
      return 'unreachable';
    default:
      return 'failed';
  }
}

const signIn = 'Run `keywright login`, or set KEYWRIGHT_TOKEN to a token.';

const nextSteps: Partial<Record<FailureCode, string>> = {
  unauthenticated: signIn,
  session_expired: signIn,
  session_ended: signIn,
  session_invalid: signIn,
  token_expired: 'Regenerate it on the page of your tokens, or sign in with `keywright login`.',
  token_revoked: 'Sign in with `keywright login`, and make another token.',
  token_unknown: 'Was it made on another server? `keywright config list` shows which one is asked.',
  token_malformed: 'Copy it anew, whole. `keywright explain` tells what a token is without asking.',
  unreadable: 'Check the address (`keywright config list`) and the proxy in between.',
  scoped_token_refused: 'Run `keywright login`, and unset KEYWRIGHT_TOKEN.',
};

function nextStep({ code, retry_after_s, request_id, status }: KeywrightError): string | undefined {
  if (retry_after_s !== undefined) return `Try again in ${Math.ceil(retry_after_s)} s.`;
  if (status >= 500 && request_id) return `The server’s log has more under ${request_id}.`;
  return nextSteps[code];
}

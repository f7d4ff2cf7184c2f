import type { SignInFailure } from '@keywright/contract';
import { Problem } from '../../../request/problem.ts';

/** What happened, and who can mend it. */
const messages: Readonly<Record<SignInFailure, string>> = {
  cancelled: 'The sign-in was cancelled at the provider. Start again to sign in.',
  state_expired:
    'This sign-in took longer than ten minutes, or was begun in another browser. Start again.',
  already_used:
    'This sign-in was finished before, or its code has expired. Each code works once. Start again.',
  redirect_mismatch:
    'The provider does not know the address it should send people back to. An operator must register it there.',
  client_rejected:
    'The provider refused this installation: its client id or secret is wrong or has expired. An operator must renew it.',
  provider_unavailable: 'The sign-in provider cannot be reached. Try again shortly.',
  email_missing:
    'The provider did not tell an e-mail address. Its administrator must let this installation see it.',
  email_unverified:
    'The provider has not verified your e-mail address. Verify it there, then sign in again.',
  provider_error:
    'The provider answered with an error, or with something this server does not accept. The log tells more under this request id.',
};

/** Providers that restart or limit us are mostly back by then. */
const retryAfterS = 10;

/** A sign-in that ends here; `cause` is for the log alone. */
export function signInRefused(reason: SignInFailure, cause?: unknown): Problem {
  const told = { message: messages[reason], reason, cause };
  if (reason !== 'provider_unavailable') return new Problem('sign_in_refused', told);
  return new Problem('provider_unavailable', { ...told, retry_after_s: retryAfterS });
}

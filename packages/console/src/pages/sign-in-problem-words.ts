import type { SignInFailure } from '@keywright/sdk';
import type { OwnProblem } from './sign-in-search.ts';

type Mender = 'you' | 'administrator' | 'provider';

interface Problem {
  readonly title: string;
  readonly what: string;
  readonly mender: Mender;
  readonly next: string;
}

export const menders: Record<Mender, string> = {
  you: 'You yourself.',
  administrator: 'The administrator of this Keywright server.',
  provider: 'The administrator of your sign-in provider.',
};

/** What happened, who can mend it, and what to do next, for each way a sign-in fails. */
export const problems: Record<SignInFailure, Problem> = {
  cancelled: {
    title: 'The sign-in was cancelled',
    what: 'The provider says that you, or it on your behalf, chose not to go on. Nothing was changed.',
    mender: 'you',
    next: 'Try again, and allow Keywright to see your name and e-mail address when the provider asks.',
  },
  state_expired: {
    title: 'The sign-in took too long',
    what: 'More than ten minutes passed since it began, or it was begun in another browser or without cookies.',
    mender: 'you',
    next: 'Try again, and finish in the same browser window. If it fails each time, allow cookies for this site.',
  },
  already_used: {
    title: 'This sign-in was used already',
    what: 'Each answer of the provider counts once. This one came a second time, as it does after a reload or the Back button.',
    mender: 'you',
    next: 'Try again from the start. If you did not reload the page, tell the administrator of this server.',
  },
  redirect_mismatch: {
    title: 'The provider does not know this address',
    what: 'The address that the provider should send you back to is not among those registered with it.',
    mender: 'administrator',
    next: 'They register this server’s address, ending in /auth/callback, with the provider, and check KEYWRIGHT_URL.',
  },
  client_rejected: {
    title: 'The provider rejects this server',
    what: 'The client id or secret that this server shows to the provider is wrong, or the secret has expired.',
    mender: 'administrator',
    next: 'They make a new client secret at the provider and put it into KEYWRIGHT_OIDC_CLIENT_SECRET.',
  },
  provider_unavailable: {
    title: 'The provider cannot be reached',
    what: 'The sign-in provider did not answer this server, or answered with an error.',
    mender: 'provider',
    next: 'Wait a minute and try again. If it lasts, tell whoever runs the sign-in provider. Tokens keep working meanwhile.',
  },
  email_missing: {
    title: 'The provider did not give an e-mail address',
    what: 'Keywright knows people by their e-mail address, and the provider’s answer held none.',
    mender: 'provider',
    next: 'They give your account an address and let Keywright read it (the scope “email”).',
  },
  email_unverified: {
    title: 'Your e-mail address is not verified',
    what: 'The provider has not checked that the address is yours, so anyone could have entered it.',
    mender: 'you',
    next: 'Verify your address at the provider, usually by a link it mails to you, and try again.',
  },
  provider_error: {
    title: 'The provider answered with something unexpected',
    what: 'Its answer was an error, or failed a check that keeps sign-ins safe. Nothing was changed.',
    mender: 'administrator',
    next: 'Try again once. If it fails again, give them the request id below: the server’s log says more under it.',
  },
};

const serverFailed: Problem = {
  title: 'This server could not finish the sign-in',
  what: 'The provider did its part; what failed was on the side of Keywright.',
  mender: 'administrator',
  next: 'Try again in a minute. If it fails again, give them the request id below: the log says more under it.',
};

/** What went wrong here and not at the provider, by the error’s code. */
export const ownProblems: Record<OwnProblem, Problem> = {
  rate_limited: {
    title: 'Too many sign-ins from this address',
    what: 'This server takes only so many sign-ins a minute from one network address.',
    mender: 'you',
    next: 'Wait a minute and try again.',
  },
  internal: serverFailed,
  outcome_unknown: serverFailed,
  database_unavailable: serverFailed,
};

/** For an address without a reason that this page knows. */
export const unknownProblem: Problem = {
  title: 'The sign-in did not work',
  what: 'Something went wrong on the way to the provider and back. Nothing was changed.',
  mender: 'administrator',
  next: 'Try again once. If it fails again, give them the request id, if there is one below.',
};

import { z } from 'zod';

/**
 * Every way a request can fail: a stable code, its HTTP status, and what it says when the place that
 * raised it has nothing more precise to say. Clients branch on the code; the message is for people.
 */
export const errorCodes = {
  invalid_request: { status: 400, message: 'The request does not have the expected form.' },
  authorization_pending: {
    status: 400,
    message: 'Nobody has approved this sign-in yet. Ask again after the interval.',
  },
  slow_down: {
    status: 400,
    message: 'This is asked too often. Wait five seconds longer between two requests.',
  },
  access_denied: { status: 400, message: 'This sign-in was refused.' },
  expired_token: {
    status: 400,
    message: 'Nobody approved this sign-in in time. Start it again.',
  },
  invalid_grant: {
    status: 400,
    message:
      'This code is not known here, has expired or was used before. Start the sign-in again.',
  },
  invalid_json: { status: 400, message: 'The body is not valid JSON.' },

  unauthenticated: {
    status: 401,
    message: 'No credential was sent. Send a token in x-platz-token, or sign in.',
  },
  token_malformed: {
    status: 401,
    message: 'This is not a Keywright token: its form or checksum is wrong. Was it cut off?',
  },
  token_unknown: { status: 401, message: 'This token is not known here.' },
  token_expired: {
    status: 401,
    message: 'This token has expired. Make a new one, or ask its owner to.',
  },
  token_revoked: {
    status: 401,
    message: 'This token was revoked. Make a new one, or ask its owner to.',
  },
  session_invalid: {
    status: 401,
    message: 'This session is not valid here. Sign in again.',
  },
  session_expired: { status: 401, message: 'This session has expired. Sign in again.' },
  session_ended: { status: 401, message: 'This session was ended. Sign in again.' },
  principal_inactive: {
    status: 401,
    message: 'Whoever this credential is of is not active. An administrator can change that.',
  },
  sign_in_refused: { status: 401, message: 'Sign-in was refused.' },

  forbidden: { status: 403, message: 'You may not do this.' },
  scope_missing: { status: 403, message: 'No scope of this token lets it do this.' },
  scoped_token_refused: {
    status: 403,
    message: 'No scoped token may do this. Sign in, or use a token with full access.',
  },
  against_policy: {
    status: 403,
    message: 'The token policy of this site or organization does not allow such a token.',
  },
  csrf_refused: {
    status: 403,
    message: 'A change made with the session cookie must come from the pages of this site.',
  },
  own_account: {
    status: 403,
    message: 'Nobody changes these settings of their own account. Ask another administrator.',
  },
  beyond_own_rights: {
    status: 403,
    message: 'Nobody gives what they do not hold themselves.',
  },
  not_found: { status: 404, message: 'There is nothing here, or you may not see it.' },
  method_not_allowed: { status: 405, message: 'This address does not take that method.' },
  conflict: { status: 409, message: 'This does not fit the present state.' },
  scope_covered: { status: 409, message: 'The token has this scope already, or a wider one.' },
  token_active: {
    status: 409,
    message:
      'This token is active. Renew it for a new secret now, or rotate it so that the old one works for a while.',
  },
  in_use: { status: 409, message: 'This is in use. Name what is to take its place.' },
  last_admin: {
    status: 409,
    message: 'This is the last Admin of the organization. Make another one first.',
  },
  lease_lost: {
    status: 409,
    message: 'Another runner has this task now, or it has ended. Stop working on it.',
  },
  payload_too_large: { status: 413, message: 'The body is too large.' },
  unsupported_media_type: { status: 415, message: 'Send the body as application/json.' },
  upgrade_required: { status: 426, message: 'This address takes WebSocket connections only.' },
  rate_limited: {
    status: 429,
    message: 'Too many attempts from this address. Wait before trying again.',
  },
  internal: {
    status: 500,
    message: 'Something went wrong here. The log tells more under this request id.',
  },
  outcome_unknown: {
    status: 503,
    message:
      'The database did not confirm in time: the change may or may not have been made. Look, then try again.',
  },
  database_unavailable: {
    status: 503,
    message: 'The database cannot be reached. Nothing was changed. Try again shortly.',
  },
  provider_unavailable: {
    status: 503,
    message: 'The sign-in provider cannot be reached. Try again shortly.',
  },
} as const satisfies Record<string, { status: number; message: string }>;

export type ErrorCode = keyof typeof errorCodes;

export const errorCode = z.enum(Object.keys(errorCodes) as [ErrorCode, ...ErrorCode[]]);

/** Why a sign-in failed, as its page explains it. */
export const signInFailures = [
  'cancelled',
  'state_expired',
  'already_used',
  'redirect_mismatch',
  'client_rejected',
  'provider_unavailable',
  'email_missing',
  'email_unverified',
  'provider_error',
] as const;
export type SignInFailure = (typeof signInFailures)[number];

/** The body of every error answer. Which optional part is there follows from the code. */
export const errorBody = z.object({
  code: errorCode.describe('Stable: what programs branch on.'),
  message: z.string().describe('For people; its words may change.'),
  request_id: z.string().describe('Also in x-request-id, and in the log of the server.'),
  fields: z
    .array(z.object({ field: z.string(), message: z.string() }))
    .optional()
    .describe('invalid_request, scope_covered: what is wrong with which field.'),
  permission: z
    .string()
    .optional()
    .describe('forbidden, beyond_own_rights: the permission that was missing.'),
  roles: z.array(z.string()).optional().describe('forbidden: the roles that contain it.'),
  ways: z.array(z.string()).optional().describe('token_active: what can be done with it instead.'),
  error: z
    .string()
    .optional()
    .describe(
      'What a program is told that signs in: the code again, where RFC 6749 and 8628 put it.',
    ),
  reason: z.enum(signInFailures).optional().describe('sign_in_refused: why.'),
  retry_after_s: z.number().int().optional().describe('rate_limited and 503: seconds to wait.'),
});
export type ErrorBody = z.output<typeof errorBody>;

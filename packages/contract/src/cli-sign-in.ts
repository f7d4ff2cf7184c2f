import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { userId } from './ids.ts';
import { name, time } from './text.ts';

/** The one program that people sign in like this; a public client (RFC 6749, 2.1). */
export const cliClientId = 'keywright-cli';
/** RFC 8628, 3.4. */
export const deviceCodeGrant = 'urn:ietf:params:oauth:grant-type:device_code';

const clientId = z.literal(cliClientId, { error: `Expected ${cliClientId}.` });
const deviceName = name.describe('What people know the machine by, such as its host name.');

const loopbackForm = /^http:\/\/(?:127\.0\.0\.1|\[::1\]):([1-9]\d{0,4})(?:\/[\w.~-]+)*\/?$/;

/**
 * Where the program listens on the person's own machine (RFC 8252, 7.3): a loopback literal with any port. Not
 * `localhost`: a name can be made to lead elsewhere (8.3). No query, so that nothing stands beside the code.
 */
export const loopbackRedirect = z
  .string()
  .max(200)
  .refine((text) => Number(loopbackForm.exec(text)?.[1] ?? Number.NaN) <= 65_535, {
    error: 'Expected http://127.0.0.1:PORT/path or http://[::1]:PORT/path.',
  });

/** Eight consonants: no vowels, so that they spell nothing (RFC 8628, 6.1). */
export const userCodeAlphabet = 'BCDFGHJKLMNPQRSTVWXZ';
const userCodeForm = new RegExp(`^[${userCodeAlphabet}]{8}$`);

/** A user code as people type it: in any case, with or without its hyphen. Decoded to `WDJB-MJHT`. */
export const userCode = z
  .string()
  .max(40)
  .transform((text) => text.toUpperCase().replaceAll(/[^\p{L}\p{N}]/gu, ''))
  .pipe(z.string().regex(userCodeForm, 'Codes have 8 letters, such as WDJB-MJHT, and no vowels.'))
  .transform((letters) => `${letters.slice(0, 4)}-${letters.slice(4)}`)
  .meta({ wire: { type: 'string', examples: ['WDJB-MJHT'] } });

/** Base64url of a SHA-256 (RFC 7636, 4.2). */
const codeChallenge = z.string().regex(/^[\w-]{43}$/, 'Expected the 43 characters of S256.');
/** RFC 7636, 4.1. */
const codeVerifier = z.string().regex(/^[\w.~-]{43,128}$/, 'Expected 43 to 128 characters.');
const oneTimeCode = z.string().min(1).max(200);

export const signInDecisions = ['approve', 'refuse'] as const;
export type SignInDecision = (typeof signInDecisions)[number];
const decision = z.enum(signInDecisions);

/** What a program asks for, in the query of `/auth/cli` (RFC 6749, 4.1.1; RFC 7636, 4.3). */
export const cliSignInRequest = z.object({
  response_type: z.literal('code'),
  client_id: clientId,
  redirect_uri: loopbackRedirect,
  code_challenge: codeChallenge,
  code_challenge_method: z.literal('S256'),
  state: z.string().min(1).max(200),
  device_name: deviceName,
});
export type CliSignInRequest = z.output<typeof cliSignInRequest>;

const decideCliSignIn = cliSignInRequest.extend({ decision });
const decidedCliSignIn = z.object({
  redirect_to: z
    .string()
    .describe('Where to send the browser: the redirect_uri with code or error, and state.'),
});

const redeemCliCode = z.object({
  grant_type: z.literal('authorization_code'),
  code: oneTimeCode,
  code_verifier: codeVerifier,
  redirect_uri: loopbackRedirect.describe('The same again.'),
  client_id: clientId.optional(),
});

/** The session of a program somebody signed in: to send as `Authorization: Bearer`. */
export const terminalSession = z.object({
  access_token: z.string().describe('Until expires_at, or until the session is ended.'),
  token_type: z.literal('Bearer'),
  expires_in: z.number().int().describe('In seconds.'),
  expires_at: time,
  user: z.object({ id: userId, display_name: z.string(), email: z.string() }),
});
export type TerminalSession = z.output<typeof terminalSession>;

const startDeviceSignIn = z.object({ client_id: clientId, device_name: deviceName });
/** RFC 8628, 3.2. */
export const startedDeviceSignIn = z.object({
  device_code: z.string().describe('For the program alone: what it polls with.'),
  user_code: z.string().describe('What the person types: `WDJB-MJHT`.'),
  verification_uri: z.string(),
  verification_uri_complete: z.string(),
  expires_in: z.number().int().describe('In seconds.'),
  interval: z.number().int().describe('Seconds to wait between two polls.'),
});

const ofUserCode = z.object({ user_code: userCode });
/** What a person is shown before they decide. */
export const deviceSignIn = z.object({
  user_code: z.string(),
  device_name: z.string().describe('What the program says; anybody can say anything.'),
  address: z.string().nullable().describe('Where it asked from.'),
  is_own_address: z.boolean().describe('Whether this request came from the same address.'),
  user_agent: z.string().nullable(),
  created_at: time,
  expires_at: time,
});
export type DeviceSignIn = z.output<typeof deviceSignIn>;

const decideDeviceSignIn = ofUserCode.extend({ decision });
const redeemDeviceCode = z.object({
  grant_type: z.literal(deviceCodeGrant),
  device_code: oneTimeCode,
  client_id: clientId.optional(),
});

/** How people sign programs in: through the browser of the same machine, or with a code typed into any browser. */
export const cliSignInEndpoints = {
  decideCliSignIn: endpoint({
    method: 'POST',
    path: '/api/v2/auth/cli/decide',
    tag: 'Authentication',
    summary: 'Let a program on this machine sign in as you, or refuse it',
    description:
      'What the page /auth/cli sends when somebody decides. Takes a session: a token hears 409. The code works once, for a minute.',
    access: { rule: 'active', scope: 'none' },
    refusesScoped: true,
    effect: 'change',
    body: decideCliSignIn,
    answer: { status: 200, json: decidedCliSignIn },
    errors: ['conflict'],
  }),
  redeemCliCode: endpoint({
    method: 'POST',
    path: '/api/v2/auth/cli/token',
    tag: 'Authentication',
    summary: 'Open a session with the code that came to the loopback address',
    description:
      'RFC 6749 (4.1.3) with PKCE (RFC 7636), as JSON. A code that comes a second time ends the session it opened.',
    access: { rule: 'public' },
    effect: 'change',
    body: redeemCliCode,
    answer: { status: 200, json: terminalSession },
    errors: ['invalid_grant', 'rate_limited'],
  }),
  startDeviceSignIn: endpoint({
    method: 'POST',
    path: '/api/v2/auth/device',
    tag: 'Authentication',
    summary: 'Ask for a code that a person approves in any browser',
    description: 'RFC 8628 (3.1), as JSON. The codes work for ten minutes.',
    access: { rule: 'public' },
    effect: 'change',
    body: startDeviceSignIn,
    answer: { status: 200, json: startedDeviceSignIn },
    errors: ['rate_limited'],
  }),
  findDeviceSignIn: endpoint({
    method: 'POST',
    path: '/api/v2/auth/device/find',
    tag: 'Authentication',
    summary: 'What asks with this code, and from where',
    description: 'Takes a session: a token hears 409. Guesses are limited.',
    access: { rule: 'active', scope: 'none' },
    refusesScoped: true,
    effect: 'read',
    body: ofUserCode,
    answer: { status: 200, json: deviceSignIn },
    errors: ['conflict', 'not_found', 'rate_limited'],
  }),
  decideDeviceSignIn: endpoint({
    method: 'POST',
    path: '/api/v2/auth/device/decide',
    tag: 'Authentication',
    summary: 'Let the program with this code sign in as you, or refuse it',
    description: 'Takes a session: a token hears 409. Guesses are limited.',
    access: { rule: 'active', scope: 'none' },
    refusesScoped: true,
    effect: 'change',
    body: decideDeviceSignIn,
    answer: { status: 204 },
    errors: ['conflict', 'not_found', 'rate_limited'],
  }),
  redeemDeviceCode: endpoint({
    method: 'POST',
    path: '/api/v2/auth/device/token',
    tag: 'Authentication',
    summary: 'Open a session once the person has approved',
    description:
      'RFC 8628 (3.4), as JSON: poll it every `interval` seconds, five more after each slow_down. A code that comes again after it worked ends the session it opened.',
    access: { rule: 'public' },
    effect: 'change',
    body: redeemDeviceCode,
    answer: { status: 200, json: terminalSession },
    errors: [
      'authorization_pending',
      'slow_down',
      'access_denied',
      'expired_token',
      'invalid_grant',
      'rate_limited',
    ],
  }),
} as const;

import { errors, jwtVerify, SignJWT } from 'jose';
import { Secret } from '../../../plane/secret.ts';
import { signInLifetimeMs } from './nonce.ts';

const algorithm = 'HS256';
const type = 'keywright-sign-in+jwt';

/** What a browser keeps of a sign-in it began, in a cookie that scripts cannot read. */
export interface PendingSignIn {
  readonly state: string;
  /** The secret of PKCE (RFC 7636): a code that was caught on its way is worth nothing without it. */
  readonly verifier: string;
  readonly nonce: string;
  readonly returnTo: string;
}

/** Signed, so that what comes back is what was set; for `site`, so that no other installation's counts. */
export async function sealPendingSignIn(
  key: Uint8Array,
  site: string,
  { state, verifier, nonce, returnTo }: PendingSignIn,
  now: number,
): Promise<Secret> {
  const jwt = await new SignJWT({ state, verifier, nonce, return_to: returnTo })
    .setProtectedHeader({ alg: algorithm, typ: type })
    .setIssuer(site)
    .setAudience(site)
    .setExpirationTime(Math.floor((now + signInLifetimeMs) / 1000))
    .sign(key);
  return new Secret(jwt);
}

/** What was sealed, or undefined where the cookie is missing, expired or not ours. */
export async function openPendingSignIn(
  key: Uint8Array,
  site: string,
  cookie: Secret | undefined,
  now: number,
): Promise<PendingSignIn | undefined> {
  if (!cookie) return undefined;
  try {
    const { payload } = await jwtVerify(cookie.reveal(), key, {
      algorithms: [algorithm],
      typ: type,
      issuer: site,
      audience: site,
      currentDate: new Date(now),
      requiredClaims: ['exp', 'state', 'verifier', 'nonce', 'return_to'],
    });
    return {
      state: String(payload['state']),
      verifier: String(payload['verifier']),
      nonce: String(payload['nonce']),
      returnTo: String(payload['return_to']),
    };
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
}

import type { SessionId, UserId } from '@keywright/contract';
import { errors, jwtVerify, SignJWT } from 'jose';
import { Secret } from './secret.ts';

const algorithm = 'HS256';
const type = 'keywright-session+jwt';

/** Seven days, in milliseconds. */
export const sessionLifetimeMs = 7 * 86_400_000;

export interface SessionKey {
  readonly id: string;
  readonly secret: Uint8Array;
}

export interface SessionClaims {
  readonly sessionId: SessionId;
  readonly userId: UserId;
  /** Milliseconds since 1970. */
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/** Signs and checks sessions. `site` is the address people open: issuer and audience both. */
export interface SessionJwts {
  sign(claims: SessionClaims): Promise<Secret>;
  /** The claims, or why not. Whether the session was ended is for its row to say. */
  verify(jwt: Secret, now: number): Promise<SessionClaims | 'invalid' | 'expired'>;
}

export function sessionJwts(key: SessionKey, site: string): SessionJwts {
  return {
    async sign({ sessionId, userId, issuedAt, expiresAt }) {
      const jwt = await new SignJWT({ sid: sessionId })
        .setProtectedHeader({ alg: algorithm, typ: type, kid: key.id })
        .setSubject(userId)
        .setIssuer(site)
        .setAudience(site)
        .setIssuedAt(Math.floor(issuedAt / 1000))
        .setExpirationTime(Math.floor(expiresAt / 1000))
        .sign(key.secret);
      return new Secret(jwt);
    },

    async verify(jwt, now) {
      try {
        // The algorithm is ours to choose, never the header's: `none` or a public key as HMAC secret gets nowhere.
        const { payload } = await jwtVerify(jwt.reveal(), key.secret, {
          algorithms: [algorithm],
          typ: type,
          issuer: site,
          audience: site,
          currentDate: new Date(now),
          requiredClaims: ['sub', 'sid', 'exp', 'iat'],
        });
        return {
          sessionId: payload['sid'] as SessionId,
          userId: payload.sub as UserId,
          issuedAt: Number(payload.iat) * 1000,
          expiresAt: Number(payload.exp) * 1000,
        };
      } catch (error) {
        return error instanceof errors.JWTExpired ? 'expired' : 'invalid';
      }
    },
  };
}

import { endpoints } from '@keywright/contract';
import { calculatePKCECodeChallenge, randomPKCECodeVerifier, randomState } from 'openid-client';
import { type Operation, readOperation } from '../../../request/operation.ts';
import { makeNonce, signInLifetimeMs } from './nonce.ts';
import { sealPendingSignIn } from './pending-sign-in.ts';
import { returnTo } from './return-to.ts';
import { type SignInKeys, type SignInRooms, scope } from './rooms.ts';

/** Where the provider sends browsers back to; to be registered there. */
export const browserCallbackPath = '/auth/callback';

/** Sends a browser to the provider, with a cookie that remembers what it went for. Writes nothing. */
export function browserSignIn({ provider, url }: SignInRooms, keys: SignInKeys): Operation {
  return readOperation(endpoints.browserSignIn, {
    async prepare({ query, now }) {
      const pending = {
        state: randomState(),
        verifier: randomPKCECodeVerifier(),
        nonce: makeNonce(keys.nonce, 'browser', now),
        returnTo: returnTo(query.return_to),
      };
      const to = await provider.authorizationUrl({
        redirect_uri: `${url}${browserCallbackPath}`,
        scope,
        state: pending.state,
        nonce: pending.nonce,
        code_challenge: await calculatePKCECodeChallenge(pending.verifier),
        code_challenge_method: 'S256',
      });
      const value = await sealPendingSignIn(keys.cookie, url, pending, now);
      return { location: to.href, cookie: { value, maxAgeMs: signInLifetimeMs } };
    },
    run: async (_db, _asked, _row, { location, cookie }) => ({
      output: { location },
      cookies: [{ name: 'sign_in', set: cookie }],
    }),
  });
}

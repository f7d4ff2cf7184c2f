import { endpoints, type QueryOf } from '@keywright/contract';
import { sameDigest } from '../../../plane/secret.ts';
import { sessionLifetimeMs } from '../../../plane/session-jwt.ts';
import { changeOperation, type Operation } from '../../../request/operation.ts';
import { browserCallbackPath } from './browser-sign-in.ts';
import { readNonce } from './nonce.ts';
import { openSession } from './open-session.ts';
import { openPendingSignIn } from './pending-sign-in.ts';
import { personOf } from './person.ts';
import { signInRefused } from './refused.ts';
import type { SignInKeys, SignInRooms } from './rooms.ts';

/** Finishes what `browserSignIn` began in this same browser, and no other. */
export function browserSignInCallback(rooms: SignInRooms, keys: SignInKeys): Operation {
  const { provider, policy, url, avatars } = rooms;
  return changeOperation(endpoints.browserSignInCallback, {
    async prepare({ query, cookies, now }) {
      const pending = await openPendingSignIn(keys.cookie, url, cookies.sign_in, now);
      // Login CSRF: somebody else's sign-in must not end in this browser (RFC 6749, 10.12).
      if (!pending || !sameText(query.state ?? '', pending.state)) {
        throw signInRefused('state_expired');
      }
      const { state, nonce: sent, verifier, returnTo } = pending;
      const nonce = readNonce(keys.nonce, 'browser', sent, now);
      if (typeof nonce === 'string') throw signInRefused('state_expired');
      const callback = callbackUrl(url, query);
      const claims = await provider.redeemBrowserCode({ callback, state, nonce: sent, verifier });
      const person = personOf(claims, policy.requireVerifiedEmail);
      return { signIn: { kind: 'browser' as const, person, nonce }, returnTo };
    },
    async run(tx, asked, _row, { signIn, returnTo }) {
      const { userId, jwt, actor, audit } = await openSession(tx, signIn, rooms, asked);
      return {
        output: { location: returnTo },
        audit,
        actor,
        cookies: [
          { name: 'session', set: { value: jwt, maxAgeMs: sessionLifetimeMs } },
          { name: 'sign_in', set: null },
        ],
        afterCommit: () => avatars.fetchFor(userId, signIn.person.pictureUrl),
      };
    },
  });
}

/** The address the provider sent the browser to, with only what a provider has to say there. */
function callbackUrl(site: string, query: QueryOf<typeof endpoints.browserSignInCallback>): URL {
  const url = new URL(`${site}${browserCallbackPath}`);
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) url.searchParams.set(name, value);
  }
  return url;
}

function sameText(one: string, other: string): boolean {
  return sameDigest(Buffer.from(one), Buffer.from(other));
}

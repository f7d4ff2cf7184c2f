import { type Endpoints, endpoints } from '@keywright/contract';
import { changeOperation, type Operation, readOperation } from '../../../request/operation.ts';
import { makeNonce, readNonce } from './nonce.ts';
import { openSession } from './open-session.ts';
import { personOf } from './person.ts';
import { signInRefused } from './refused.ts';
import { type SignInKeys, type SignInRooms, scope } from './rooms.ts';

type Start = Endpoints['startSignIn' | 'startGoogleLogin'];
type Finish = Endpoints['finishSignIn' | 'finishGoogleLogin'];

/** Where the provider brings the person, for the client to pick the code up; to be registered there. */
export const apiCallbackPaths = {
  oidc: '/auth/oidc/callback',
  google: '/auth/google/callback',
} as const;

/** The sign-in of API clients: two calls, under the neutral name and under Platz's. */
export function apiSignIns(rooms: SignInRooms, keys: SignInKeys) {
  return {
    startSignIn: start(endpoints.startSignIn, apiCallbackPaths.oidc, rooms, keys),
    finishSignIn: finish(endpoints.finishSignIn, apiCallbackPaths.oidc, rooms, keys),
    startGoogleLogin: start(endpoints.startGoogleLogin, apiCallbackPaths.google, rooms, keys),
    finishGoogleLogin: finish(endpoints.finishGoogleLogin, apiCallbackPaths.google, rooms, keys),
  };
}

/** The client keeps nothing between its two calls, so all that ties them together is in the nonce. */
function start(
  endpoint: Start,
  path: string,
  { provider, url }: SignInRooms,
  keys: SignInKeys,
): Operation {
  return readOperation(endpoint, {
    async prepare({ now }) {
      const nonce = makeNonce(keys.nonce, 'api', now);
      return provider.authorizationUrl({ redirect_uri: `${url}${path}`, scope, nonce });
    },
    run: async (_db, _asked, _row, to) => ({ redirect_url: to.href }),
  });
}

function finish(endpoint: Finish, path: string, rooms: SignInRooms, keys: SignInKeys): Operation {
  const { provider, policy, url, avatars } = rooms;
  return changeOperation(endpoint, {
    async prepare({ body, now }) {
      const claims = await provider.redeemCode(body.auth_code, `${url}${path}`);
      const nonce = readNonce(keys.nonce, 'api', String(claims['nonce']), now);
      if (nonce === 'expired') throw signInRefused('state_expired');
      // A code of another sign-in, slipped in here (RFC 9700, 4.5): a browser's, or one we never began.
      if (nonce === 'forged')
        throw signInRefused('provider_error', 'The nonce is not of this kind.');
      return { kind: 'api' as const, person: personOf(claims, policy.requireVerifiedEmail), nonce };
    },
    async run(tx, asked, _row, signIn) {
      const { userId, jwt, actor, audit } = await openSession(tx, signIn, rooms, asked);
      return {
        output: { access_token: jwt.reveal() },
        audit,
        actor,
        afterCommit: () => avatars.fetchFor(userId, signIn.person.pictureUrl),
      };
    },
  });
}

import type { AuditAction, EndpointName, ErrorCode } from '@keywright/contract';
import { CookieJar } from '../kit/cookie-jar.ts';
import { createClient } from '../kit/http-client.ts';
import { callbackOfBrowser, passProvider } from '../kit/sign-in.ts';
import type { Carrier, Cast, Headers, Member, Principal } from './matrix-cast.ts';

/** `ok`: what the endpoint answers when all is well. */
export type Outcome = 'ok' | ErrorCode;

/** A valid request. */
export interface Asking {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly headers?: Headers;
}

export interface Row {
  /** A valid request about something fresh that belongs to `owner`. */
  ask(cast: Cast, owner: Member): Asking | Promise<Asking>;
  readonly gets: Readonly<Record<Principal, Outcome | Readonly<Record<Carrier, Outcome>>>>;
  /** The request ends credentials of its caller or of the owner. */
  readonly endsCredentials?: true;
  /** What the record says after it went well. Nothing, for one that changes nothing. */
  readonly leaves?: readonly AuditAction[];
}

const stranger = {
  'session cookie': 'unauthenticated',
  'session Bearer': 'session_invalid',
  token: 'token_unknown',
} as const satisfies Record<Carrier, Outcome>;

const outsiders = { anonymous: stranger, inactive: 'principal_inactive' } as const;

const everyone = { anonymous: 'ok', inactive: 'ok', user: 'ok', other: 'ok', admin: 'ok' } as const;
const whoIsActive = { ...outsiders, user: 'ok', other: 'ok', admin: 'ok' } as const;
const adminAlone = { ...outsiders, user: 'forbidden', other: 'forbidden', admin: 'ok' } as const;
/** Others do not learn that it exists. */
const ownerOrAdmin = { ...outsiders, user: 'ok', other: 'not_found', admin: 'ok' } as const;
/** Others can see the person it is about. */
const personOrAdmin = { ...outsiders, user: 'ok', other: 'forbidden', admin: 'ok' } as const;

const nothing = () => ({});

async function freshToken(_: Cast, owner: Member): Promise<Asking> {
  const { body } = await owner.browser.post('/api/v2/user-tokens', { body: { name: 'fresh' } });
  return { params: { id: body.id } };
}

async function freshSession({ server }: Cast, owner: Member): Promise<Asking> {
  const session = await server.as(owner.email);
  const { body } = await session.get('/api/v2/profile');
  return { params: { id: body.credential.id } };
}

async function freshUser({ admin, freshEmail }: Cast): Promise<Asking> {
  const { body } = await admin.post('/api/v2/users', { body: { email: freshEmail() } });
  return { params: { id: body.id } };
}

const freshCode = (path: string) =>
  async function codeOf({ server }: Cast, owner: Member): Promise<Asking> {
    const { body } = await createClient(server.url).get(path);
    const back = await passProvider(new CookieJar(), new URL(body.redirect_url), owner);
    return { body: { auth_code: back.searchParams.get('code') } };
  };

async function freshCallback({ server }: Cast, owner: Member): Promise<Asking> {
  const jar = new CookieJar();
  const back = await callbackOfBrowser(server.url, jar, owner);
  return {
    query: Object.fromEntries(back.searchParams),
    headers: { cookie: jar.headerFor(back) ?? '' },
  };
}

/** One row per endpoint; a new endpoint without one does not compile. */
export const rows: Readonly<Record<EndpointName, Row>> = {
  signInOptions: { ask: nothing, gets: everyone },
  startSignIn: { ask: nothing, gets: everyone },
  finishSignIn: {
    ask: freshCode('/api/v2/auth/oidc'),
    gets: everyone,
    leaves: ['session.create'],
  },
  startGoogleLogin: { ask: nothing, gets: everyone },
  finishGoogleLogin: {
    ask: freshCode('/api/v2/auth/google'),
    gets: everyone,
    leaves: ['session.create'],
  },
  browserSignIn: { ask: () => ({ query: { return_to: '/profile/you' } }), gets: everyone },
  browserSignInCallback: { ask: freshCallback, gets: everyone, leaves: ['session.create'] },
  authMe: { ask: nothing, gets: whoIsActive },
  signOut: {
    ask: nothing,
    gets: {
      anonymous: stranger,
      inactive: { 'session cookie': 'ok', 'session Bearer': 'ok', token: 'conflict' },
      user: { 'session cookie': 'ok', 'session Bearer': 'ok', token: 'conflict' },
      other: { 'session cookie': 'ok', 'session Bearer': 'ok', token: 'conflict' },
      admin: { 'session cookie': 'ok', 'session Bearer': 'ok', token: 'conflict' },
    },
    endsCredentials: true,
    leaves: ['session.end'],
  },
  profile: { ask: nothing, gets: whoIsActive },

  listSessions: { ask: (_, { id }) => ({ query: { user_id: id } }), gets: personOrAdmin },
  endSession: { ask: freshSession, gets: ownerOrAdmin, leaves: ['session.end'] },
  endSessions: {
    ask: (_, { id }) => ({ body: { user_id: id } }),
    gets: personOrAdmin,
    endsCredentials: true,
    leaves: ['session.end_all'],
  },

  listUsers: { ask: nothing, gets: whoIsActive },
  inviteUser: {
    ask: ({ freshEmail }) => ({ body: { email: freshEmail() } }),
    gets: adminAlone,
    leaves: ['user.create'],
  },
  getUser: { ask: (_, { id }) => ({ params: { id } }), gets: whoIsActive },
  updateUser: {
    ask: async (cast) => ({ ...(await freshUser(cast)), body: { is_active: false } }),
    gets: adminAlone,
    leaves: ['user.update'],
  },
  getUserAvatar: { ask: (_, { id }) => ({ params: { id } }), gets: whoIsActive },

  listUserTokens: { ask: (_, { id }) => ({ query: { user_id: id } }), gets: whoIsActive },
  createUserToken: {
    ask: (_, { id }) => ({ body: { user_id: id } }),
    gets: personOrAdmin,
    leaves: ['user_token.create'],
  },
  getUserToken: { ask: freshToken, gets: ownerOrAdmin },
  updateUserToken: {
    ask: async (cast, owner) => ({ ...(await freshToken(cast, owner)), body: { name: 'renamed' } }),
    gets: ownerOrAdmin,
    leaves: ['user_token.update'],
  },
  revokeUserToken: { ask: freshToken, gets: ownerOrAdmin, leaves: ['user_token.revoke'] },
  deleteUserToken: { ask: freshToken, gets: ownerOrAdmin, leaves: ['user_token.delete'] },

  listAuditEvents: { ask: nothing, gets: adminAlone },
  events: { ask: nothing, gets: whoIsActive },
  serverInfo: { ask: nothing, gets: whoIsActive },
};

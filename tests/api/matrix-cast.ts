import type { UserId, UserTokenId } from '@keywright/contract';
import { makeToken } from '../../packages/server/src/plane/make-token.ts';
import type { Client } from '../kit/http-client.ts';
import { startTestServer, type TestServer } from '../kit/server.ts';

/** Who asks. What is asked about belongs to `user`. */
export const principals = ['anonymous', 'inactive', 'user', 'other', 'admin'] as const;
export type Principal = (typeof principals)[number];

/** What they come with. */
export const carriers = ['session cookie', 'session Bearer', 'token'] as const;
export type Carrier = (typeof carriers)[number];

export type Headers = Readonly<Record<string, string>>;

export interface Member {
  readonly email: string;
  readonly id: UserId;
  readonly browser: Client;
  /** The headers that carry each of their credentials. */
  readonly headers: Readonly<Record<Carrier, Headers>>;
}

export interface Cast {
  readonly server: TestServer;
  readonly members: Readonly<Record<Exclude<Principal, 'anonymous'>, Member>>;
  readonly admin: Client;
  /** Somebody who signs in for the first time, and is active. */
  newcomer(): Promise<Member>;
  /** The same person with credentials of their own, for requests that end them. */
  again(member: Member): Promise<Member>;
  /** An address nobody has yet. */
  freshEmail(): string;
}

const emails = {
  inactive: 'inactive@example.test',
  user: 'user@team.test',
  other: 'other@team.test',
  admin: 'admin@example.test',
} as const;

/** A server with everybody signed in, by each kind of credential. */
export async function assembleCast(): Promise<Cast> {
  const server = await startTestServer({
    env: { KEYWRIGHT_AUTO_ACTIVATE_DOMAINS: 'team.test' },
  });
  const adminBrowser = await server.as(emails.admin);
  const enter = (email: string) => signIn(server, adminBrowser, email);
  let count = 0;
  const freshEmail = () => `person-${++count}@team.test`;
  return {
    server,
    members: {
      inactive: await enter(emails.inactive),
      user: await enter(emails.user),
      other: await enter(emails.other),
      admin: await enter(emails.admin),
    },
    admin: adminBrowser,
    newcomer: () => enter(freshEmail()),
    again: ({ email }) => enter(email),
    freshEmail,
  };
}

async function signIn(server: TestServer, admin: Client, email: string): Promise<Member> {
  const browser = await server.as(email);
  const bearer = await server.bearer(email);
  const found = await admin.get(`/api/v2/users?email=${encodeURIComponent(email)}`);
  const id: UserId = found.body.items[0].id;
  // An administrator makes it, so that the inactive have one too.
  const made = await admin.post('/api/v2/user-tokens', { body: { user_id: id } });
  return {
    email,
    id,
    browser,
    headers: {
      'session cookie': {
        ...browser.credentialHeaders(),
        origin: server.url,
        'sec-fetch-site': 'same-origin',
      },
      'session Bearer': bearer.credentialHeaders(),
      token: { 'x-platz-token': made.body.created_token },
    },
  };
}

/** What a stranger sends: nothing, a session of another site, a token of no one. */
export const strangerHeaders: Readonly<Record<Carrier, Headers>> = {
  'session cookie': {},
  'session Bearer': {
    authorization: 'Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJub2JvZHkifQ.c2lnbmF0dXJl',
  },
  token: { 'x-platz-token': unknownToken() },
};

/** A token in perfect form that no server has made. */
export function unknownToken(): string {
  return makeToken('user', crypto.randomUUID() as UserTokenId).token.reveal();
}

import type { UserId, UserTokenId } from '@keywright/contract';
import { makeToken } from '../../packages/server/src/plane/make-token.ts';
import type { Client } from '../kit/http-client.ts';
import { startTestServer, type TestServer } from '../kit/server.ts';
import { type Accounts, makeAccounts } from './matrix-accounts.ts';
import { type Deployed, deployed } from './matrix-deployments.ts';
import {
  type Headers,
  type Member,
  type PersonCarrier,
  type PersonPrincipal,
  people,
} from './matrix-principals.ts';
import { givePeopleRights, makeTree, type Tree } from './matrix-tree.ts';

export interface Cast {
  readonly server: TestServer;
  readonly members: Readonly<Record<PersonPrincipal, Member>>;
  readonly accounts: Accounts;
  readonly tree: Tree;
  readonly deployed: Deployed;
  readonly admin: Client;
  /** Somebody who signs in for the first time, and is active. */
  newcomer(): Promise<Member>;
  /** The same person with credentials of their own, for requests that end them. */
  again(member: Member): Promise<Member>;
  /** An address nobody has yet. */
  freshEmail(): string;
  /** A name nothing has yet. */
  freshName(): string;
}

const emails: Readonly<Record<PersonPrincipal, string>> = {
  inactive: 'inactive@example.test',
  user: 'user@team.test',
  other: 'other@team.test',
  admin: 'admin@example.test',
  organizationAdmin: 'organization-admin@team.test',
  projectAdmin: 'project-admin@team.test',
  envAdmin: 'env-admin@team.test',
  envUser: 'env-user@team.test',
  kindOwner: 'kind-owner@team.test',
  kindMaintainer: 'kind-maintainer@team.test',
};

/** A server with everybody signed in, by each kind of credential, and a tree on which they hold what they hold. */
export async function assembleCast(): Promise<Cast> {
  const server = await startTestServer({
    env: { KEYWRIGHT_AUTO_ACTIVATE_DOMAINS: 'team.test' },
  });
  const admin = await server.as(emails.admin);
  const enter = (email: string) => signIn(server, admin, email);
  const entered: [string, Member][] = [];
  for (const name of people) entered.push([name, await enter(emails[name])]);
  const members = Object.fromEntries(entered) as Record<PersonPrincipal, Member>;
  const tree = await makeTree(admin);
  await givePeopleRights(admin, tree, members);
  const accounts = await makeAccounts(admin, tree);
  const { runner } = accounts;
  let count = 0;
  const freshEmail = () => `person-${++count}@team.test`;
  return {
    server,
    members,
    accounts,
    tree,
    deployed: await deployed(server.url, admin, { tree, runner }),
    admin,
    newcomer: () => enter(freshEmail()),
    again: ({ email }) => enter(email),
    freshEmail,
    freshName: () => `fresh ${++count}`,
  };
}

async function signIn(server: TestServer, admin: Client, email: string): Promise<Member> {
  const browser = await server.as(email);
  const bearer = await server.bearer(email);
  const found = await admin.get(`/api/v2/users?email=${encodeURIComponent(email)}`);
  const id: UserId = found.body.items.find((one: Member) => one.email === email).id;
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
export const strangerHeaders: Readonly<Record<PersonCarrier, Headers>> = {
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

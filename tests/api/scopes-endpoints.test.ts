import {
  type Endpoint,
  type EndpointName,
  type ErrorCode,
  endpoints,
  permissions,
  unscopable,
} from '@keywright/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openLiveEvents } from '../kit/live-events.ts';
import { made } from './made.ts';
import { expectOk } from './matrix-answers.ts';
import { endpointNames, send } from './matrix-ask.ts';
import { assembleCast } from './matrix-cast.ts';
import type { Headers, Member } from './matrix-principals.ts';
import { rows } from './matrix-rows.ts';
import { scope } from './scopes-kit.ts';

/** What the endpoint asks a scoped token for; `any`: whatever scope; undefined: nothing that a scope could give. */
function neededBy({ access }: Endpoint): string | 'any' | undefined {
  switch (access.rule) {
    case 'public':
    case 'bearer':
      return undefined;
    case 'permission':
      return access.permission;
    case 'owner':
      return access.or;
    case 'active': {
      const { scope: need } = access;
      if (typeof need === 'string') return need === 'any' ? 'any' : undefined;
      return 'somewhere' in need ? need.somewhere : need.everywhere;
    }
    default:
      throw access satisfies never;
  }
}

const table = endpointNames.map((name) => ({ name, endpoint: endpoints[name] as Endpoint }));
const asksForScopes = table.filter(
  ({ endpoint }) => endpoint.refusesScoped === true || neededBy(endpoint) !== undefined,
);

test('no scope is dead: what none can be of is what no endpoint would take it for, and nothing else', () => {
  const taken = new Set<string | undefined>(
    table
      .filter(({ endpoint }) => endpoint.refusesScoped !== true)
      .flatMap(({ endpoint }) => {
        const { access } = endpoint;
        // Of others it refuses all scoped tokens; to itself it asks for another.
        const needed = endpoint.refusesScoped === 'others' ? undefined : neededBy(endpoint);
        const itself = access.rule === 'owner' ? access.itself : undefined;
        return [needed, typeof itself === 'string' ? itself : undefined];
      }),
  );
  const dead = permissions.filter(
    (permission) => !taken.has(permission) && !isAskedInside(permission),
  );
  expect(dead.sort()).toEqual([...unscopable].sort());
});

/** Judged by an operation whose row names another: by the type of the entity, by what a task does, by what is listed. */
const isAskedInside = (permission: string) =>
  /^(client|group|dashboard|channel)\.|^deployment\.(restart|invoke_action)$|\.list_members$/.test(
    permission,
  );

const cast = await assembleCast();
const { server, admin } = cast;
afterAll(() => server.stop());

/** Somebody who administers the site, and whose credentials may end. */
let person: Member;
async function anotherAdmin(): Promise<Member> {
  const member = await cast.newcomer();
  const { status } = await admin.put(`/api/v2/users/${member.id}`, { body: { is_admin: true } });
  expect(status).toBe(200);
  return member;
}
beforeAll(async () => {
  person = await anotherAdmin();
});

async function tokenWith(owner: Member, permission: string | undefined) {
  const wanted = permission === 'any' ? 'organization.list' : permission;
  const body = { access: 'scoped', scopes: wanted === undefined ? [] : [scope(wanted)] };
  const token = await made(owner.browser.post('/api/v2/user-tokens', { body }));
  return { id: token.id, headers: { 'x-platz-token': token.created_token } as Headers };
}

/** How much was written down so far, refusals aside. */
async function recorded(): Promise<number> {
  const count = async (query: string) =>
    (await admin.get(`/api/v2/audit-events?per_page=1${query}`)).body.num_total;
  return (await count('')) - (await count('&action=access.denied'));
}

const refusals: readonly ErrorCode[] = ['scope_missing', 'scoped_token_refused', 'not_found'];

test.each(asksForScopes)(
  '$name: an administrator’s token without scopes is refused, and nothing changes',
  async ({ name }) => {
    const { headers } = await tokenWith(person, undefined);
    const asking = await rows[name].ask(cast, person);
    const before = await recorded();
    const answer = await send(server.url, name, asking, headers);
    expect([403, 404], JSON.stringify(answer.body)).toContain(answer.status);
    expect(refusals).toContain(answer.body.code);
    expect(await recorded()).toBe(before);
  },
);

test('a token without scopes reads and revokes itself, and is told whose it is', async () => {
  const { id, headers } = await tokenWith(person, undefined);
  const params = { id };
  for (const name of [
    'authMe',
    'getUserToken',
    'listUserTokenScopes',
    'revokeUserToken',
  ] as const) {
    const asking = name === 'authMe' ? {} : { params };
    expect((await send(server.url, name, asking, headers)).status, name).toBe(200);
  }
  expect((await send(server.url, 'authMe', {}, headers)).body.code).toBe('token_revoked');
});

/** What the permission of its row alone is not enough for, and what that ends with. */
const needMore: Partial<Record<EndpointName, ErrorCode>> = {
  // Whoever gives something holds it with this token.
  createRole: 'beyond_own_rights',
  updateRole: 'beyond_own_rights',
  createGrant: 'beyond_own_rights',
  createEnvUserPermission: 'beyond_own_rights',
  createDeploymentPermission: 'beyond_own_rights',
  shareEntity: 'beyond_own_rights',
  // They are about more than one thing, and what the token does not see of it is not there.
  listMembers: 'not_found',
  listPrincipals: 'not_found',
  createServiceAccount: 'not_found',
};

test.each(asksForScopes)(
  '$name: a token with its scope does it, unless no scoped token may',
  async ({ name, endpoint }) => {
    const row = rows[name];
    const owner = row.endsCredentials ? await anotherAdmin() : person;
    const needed = neededBy(endpoint);
    const isScopable = needed === 'any' || !unscopable.has(needed as never);
    const { headers } = await tokenWith(owner, isScopable ? needed : undefined);
    const asking = await row.ask(cast, owner);
    if ('events' in endpoint.answer && endpoint.refusesScoped !== true) {
      const path = endpoint.path.replace('{id}', asking.params?.['id'] ?? '');
      const stream = await openLiveEvents(server.url, headers, path);
      expect(stream.status).toBe(200);
      stream.close();
      return;
    }
    const answer = await send(server.url, name, asking, headers);
    const expected = expectedOf(name, endpoint);
    if (expected === 'ok') expectOk(name, answer);
    else expect(answer.body.code, JSON.stringify(answer.body)).toBe(expected);
  },
);

function expectedOf(name: EndpointName, endpoint: Endpoint): 'ok' | ErrorCode {
  if (endpoint.refusesScoped !== undefined) return 'scoped_token_refused';
  const ofAdmin = rows[name].gets.admin;
  const usual = typeof ofAdmin === 'string' ? ofAdmin : ofAdmin.token;
  return needMore[name] ?? usual ?? 'ok';
}

test('what a scoped token tried to change is on the record, with what it lacked', async () => {
  const { id, headers } = await tokenWith(person, 'env.list');
  const { tree, freshName } = cast;
  const asking = { params: { id: tree.project }, body: { name: freshName() } };
  const seen = await tokenWith(person, 'project.read');
  for (const one of [headers, seen.headers]) await send(server.url, 'updateProject', asking, one);
  await send(server.url, 'updateUserToken', { params: { id }, body: { name: 'mine' } }, headers);
  const { body } = await admin.get('/api/v2/audit-events?action=access.denied&per_page=2');
  const told = body.items.map(({ details }: { details: Record<string, string> }) => [
    details['endpoint'],
    details['permission'],
  ]);
  expect(told).toEqual([
    ['PATCH /api/v2/user-tokens/{id}', ''],
    ['PATCH /api/v2/projects/{id}', 'project.update'],
  ]);
});

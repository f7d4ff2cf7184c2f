import { type AuditEvent, type Endpoint, type EndpointName, endpoints } from '@keywright/contract';
import { afterAll, expect, test } from 'vitest';
import type { Answer } from '../kit/http-client.ts';
import { expectError, expectOk } from './matrix-answers.ts';
import { endpointNames, send } from './matrix-ask.ts';
import { assembleCast, strangerHeaders } from './matrix-cast.ts';
import { carriers, type Member } from './matrix-principals.ts';
import { outcomeOf } from './matrix-row.ts';
import { rows } from './matrix-rows.ts';

const cast = await assembleCast();
const { server } = cast;
afterAll(() => server.stop());

const changes = endpointNames.filter(
  (name) =>
    (endpoints[name] as Endpoint).effect === 'change' &&
    !rows[name].byRunner &&
    !rows[name].passesThrough &&
    !rows[name].isNobodysYet,
);
const byCaller = changes.filter((name) => endpoints[name].access.rule !== 'public');

/** What the record holds of one request. */
async function eventsOf(answer: Answer): Promise<AuditEvent[]> {
  const { body } = await cast.admin.get('/api/v2/audit-events?per_page=200');
  const events: AuditEvent[] = body.items;
  return events.filter(({ request_id }) => request_id === answer.headers['x-request-id']);
}

/** Those of one request are of one time, and in no order. */
const actionsOf = (events: readonly AuditEvent[]) => events.map(({ action }) => action).sort();

async function credentialOf(member: Member, carrier: (typeof carriers)[number]) {
  const { origin: _, ...headers } = member.headers[carrier];
  const { body } = await server.anonymous().get('/api/v2/profile', { headers });
  return { kind: body.credential.kind, id: body.credential.id };
}

const agent = 'auditor/1.0';

const mayDo = byCaller.flatMap((name) => carriers.map((carrier) => ({ name, carrier })));

test.each(mayDo)(
  '$name with $carrier leaves events that name who, with what, whence and why',
  async ({ name, carrier }) => {
    const row = rows[name];
    const actor = row.endsCredentials ? await cast.again(cast.members.admin) : cast.members.admin;
    const credential = await credentialOf(actor, carrier);
    const owner = row.endsCredentials ? await cast.newcomer() : cast.members.user;
    const asking = await row.ask(cast, owner);
    const headers = { ...actor.headers[carrier], 'user-agent': agent };
    const answer = await send(server.url, name, asking, headers);
    const events = await eventsOf(answer);
    if (outcomeOf(row, 'admin', carrier) === 'conflict') {
      expectError(name, answer, 'conflict');
      expect(events).toEqual([]);
      return;
    }
    expectOk(name, answer);
    expect(actionsOf(events)).toEqual(row.leaves?.toSorted());
    for (const event of events) {
      expect(event).toMatchObject({
        actor: { kind: 'user', id: actor.id, name: 'Ada Admin', credential },
        address: '127.0.0.1',
        user_agent: agent,
      });
      // What is made has an id of its own.
      const isOther = event.action.endsWith('.create') || name === 'unshareEntity';
      const named = isOther ? undefined : asking.params?.['id'];
      if (named) expect(event.target.id).toBe(named);
      expect(Math.abs(Date.parse(event.at) - Date.now())).toBeLessThan(60_000);
    }
  },
);

test.each(changes)(
  '%s leaves what its row says, and a change without a row would fail',
  async (name) => {
    const row = rows[name];
    expect(row.leaves?.length, 'a change leaves something').toBeGreaterThan(0);
    const owner = await cast.newcomer();
    const asking = await row.ask(cast, owner);
    const actor = await cast.again(cast.members.admin);
    const answer = await send(server.url, name, asking, actor.headers['session Bearer']);
    expectOk(name, answer);
    expect(actionsOf(await eventsOf(answer))).toEqual(row.leaves?.toSorted());
  },
);

test.each(byCaller)('%s leaves nothing when it is refused, but for a denial', async (name) => {
  const row = rows[name];
  const owner = row.endsCredentials ? await cast.newcomer() : cast.members.user;
  const asking = await row.ask(cast, owner);
  const { inactive, other } = cast.members;

  const unknown = await send(server.url, name, asking, strangerHeaders.token);
  expect(await eventsOf(unknown)).toEqual([]);
  if (name !== 'signOut') {
    const asleep = await send(server.url, name, asking, inactive.headers['session Bearer']);
    expect(await eventsOf(asleep)).toEqual([]);
  }

  const outcome = row.gets.other;
  if (outcome !== 'forbidden' && outcome !== 'not_found') return;
  const refused = await send(server.url, name, asking, other.headers.token);
  expectError(name, refused, outcome);
  const events = await eventsOf(refused);
  if (outcome === 'not_found') {
    expect(events).toEqual([]);
    return;
  }
  const { method, path } = endpoints[name];
  expect(events).toMatchObject([
    {
      action: 'access.denied',
      actor: { id: other.id, credential: await credentialOf(other, 'token') },
      target: { kind: 'site' },
      details: {
        endpoint: `${method} ${path}`,
        permission: refused.body.permission,
        resource_id: asking.params?.['id'] ?? null,
      },
      address: '127.0.0.1',
    },
  ]);
});

test('what a runner reports stands in History, and not on the record', async () => {
  const { runner } = cast.accounts;
  for (const name of endpointNames.filter((one) => rows[one].byRunner)) {
    const asking = await rows[name].ask(cast, cast.members.user);
    const answer = await send(server.url, name, asking, runner.headers.token);
    expectOk(name, answer);
    expect(await eventsOf(answer)).toEqual([]);
  }
});

const failing: readonly [EndpointName, (id: string) => object, string][] = [
  ['createUserToken', () => ({ body: { duration: 'long' } }), 'invalid_request'],
  ['updateUserToken', (id) => ({ params: { id }, body: { name: '' } }), 'invalid_request'],
  ['inviteUser', () => ({ body: { email: 'admin@example.test' } }), 'conflict'],
  ['updateUser', () => ({ params: { id: cast.members.admin.id }, body: {} }), 'own_account'],
  ['revokeUserToken', () => ({ params: { id: crypto.randomUUID() } }), 'not_found'],
  ['finishSignIn', () => ({ body: { auth_code: 'made up' } }), 'sign_in_refused'],
];

test.each(failing)('%s that fails leaves nothing', async (name, ask, code) => {
  const token = await cast.members.admin.browser.post('/api/v2/user-tokens');
  const credential = cast.members.admin.headers['session Bearer'];
  const answer = await send(server.url, name, ask(token.body.id), credential);
  expect(answer.body.code).toBe(code);
  expect(await eventsOf(answer)).toEqual([]);
});

test('asking for what is so already changes nothing and leaves nothing', async () => {
  const { browser } = cast.members.admin;
  const { body: token } = await browser.post('/api/v2/user-tokens', { body: { name: 'same' } });
  const path = `/api/v2/user-tokens/${token.id}`;
  await browser.post(`${path}/revoke`);
  const { id } = cast.members.user;
  for (const answer of [
    await browser.patch(path, { body: { name: 'same' } }),
    await browser.patch(path, { body: {} }),
    await browser.post(`${path}/revoke`),
    await browser.put(`/api/v2/users/${id}`, { body: { is_active: true, is_admin: false } }),
  ]) {
    expect(answer.status).toBe(200);
    expect(await eventsOf(answer)).toEqual([]);
  }
});

test('the record says what changed from what to what', async () => {
  const { browser } = cast.members.admin;
  const { body: token } = await browser.post('/api/v2/user-tokens', { body: { name: 'before' } });
  const renamed = await browser.patch(`/api/v2/user-tokens/${token.id}`, {
    body: { name: 'after', description: 'new' },
  });
  expect(await eventsOf(renamed)).toMatchObject([
    {
      target: { id: token.id, name: 'after' },
      details: {
        name: { from: 'before', to: 'after' },
        description: { from: '', to: 'new' },
      },
    },
  ]);
  const { body: guest } = await browser.post('/api/v2/users', {
    body: { email: cast.freshEmail() },
  });
  const promoted = await browser.put(`/api/v2/users/${guest.id}`, { body: { is_admin: true } });
  const [event] = await eventsOf(promoted);
  expect(event?.details).toEqual({ is_admin: { from: false, to: true } });
});

test('the record is filtered by who, with what, what, on what and when', async () => {
  const { browser, id } = cast.members.other;
  const { body: token } = await browser.post('/api/v2/user-tokens');
  const itself = { 'x-platz-token': token.created_token };
  await server.anonymous().patch(`/api/v2/user-tokens/${token.id}`, {
    headers: itself,
    body: { name: 'by itself' },
  });
  const found = async (query: Record<string, string>) => {
    const search = new URLSearchParams({ per_page: '200', target_id: token.id, ...query });
    const { body } = await cast.admin.get(`/api/v2/audit-events?${search}`);
    return body.items.map(({ action }: AuditEvent) => action.replace('user_token.', ''));
  };
  const [update, create]: AuditEvent[] = (
    await cast.admin.get(`/api/v2/audit-events?target_id=${token.id}`)
  ).body.items;
  expect(await found({})).toEqual(['update', 'create']);
  expect(await found({ action: 'user_token.update' })).toEqual(['update']);
  expect(await found({ actor_id: id })).toEqual(['update', 'create']);
  expect(await found({ actor_id: cast.members.admin.id })).toEqual([]);
  expect(await found({ actor_kind: 'operator' })).toEqual([]);
  expect(await found({ credential_id: token.id })).toEqual(['update']);
  expect(await found({ credential_kind: 'session' })).toEqual(['create']);
  expect(await found({ since: update?.at ?? '' })).toEqual(['update']);
  expect(await found({ until: update?.at ?? '' })).toEqual(['create']);
  expect(await found({ since: create?.at ?? '', until: update?.at ?? '' })).toEqual(['create']);
});

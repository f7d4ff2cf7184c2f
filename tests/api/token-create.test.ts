import { afterAll, expect, test } from 'vitest';
import type { Client } from '../kit/http-client.ts';
import { startTestServer } from '../kit/server.ts';
import { expectErrorBody } from './matrix-answers.ts';

const now = Date.parse('2030-03-01T12:00:00.000Z');
const server = await startTestServer({ clock: () => now });
afterAll(() => server.stop());

const admin = await server.as('admin@example.test');
const member = await server.as('member@example.test');
const idOf = async (client: Client) => (await client.get('/api/v2/auth/me')).body.User.id;
const [adminId, memberId] = [await idOf(admin), await idOf(member)];

const make = (body?: unknown, by: Client = member) => by.post('/api/v2/user-tokens', { body });

test('without any input it never expires, has a name, and is one’s own', async () => {
  for (const body of [undefined, {}, null]) {
    const { status, body: made } = await make(body);
    expect(status).toBe(201);
    expect(made).toMatchObject({
      user_id: memberId,
      name: 'Unnamed token',
      description: '',
      state: 'active',
      created_at: '2030-03-01T12:00:00.000Z',
      expires_at: null,
      revoked_at: null,
      last_used: null,
      created_by: { id: memberId, name: 'Mika Member' },
      abilities: ['update', 'revoke', 'delete', 'renew', 'rotate'],
    });
    expect(made.created_token).toMatch(/^kwp_[\w-]{22}\.[\w-]{48}$/);
  }
});

test('the secret is in the answer that made it, and in no other', async () => {
  const { body } = await make({ name: 'once' });
  const { created_token, ...rest } = body;
  expect((await member.get(`/api/v2/user-tokens/${body.id}`)).body).toEqual(rest);
  const { body: list } = await member.get('/api/v2/user-tokens?per_page=200');
  expect(JSON.stringify(list)).not.toContain(created_token.slice(27));
});

test.each([
  [{ duration: '24h' }, '2030-03-02T12:00:00.000Z'],
  [{ duration: '30d' }, '2030-03-31T12:00:00.000Z'],
  [{ duration: '1y' }, '2031-03-01T12:00:00.000Z'],
  [{ duration: '1h30m' }, '2030-03-01T13:30:00.000Z'],
  [{ duration: '1s' }, '2030-03-01T12:00:01.000Z'],
  [{ duration: '1d', expires_at: null }, '2030-03-02T12:00:00.000Z'],
  [{ expires_at: '2030-03-01T12:00:00.001Z' }, '2030-03-01T12:00:00.001Z'],
  [{ expires_at: '2030-03-02' }, '2030-03-02T00:00:00.000Z'],
  [{ expires_at: '2030-03-01T14:00:00+01:00' }, '2030-03-01T13:00:00.000Z'],
  [{ expires_at: '9999-12-31T23:59:59.999Z' }, '9999-12-31T23:59:59.999Z'],
  [{ expires_at: null }, null],
])('%j ends at %s', async (input, expires) => {
  const { status, body } = await make(input);
  expect([status, body.expires_at]).toEqual([201, expires]);
});

test.each([
  ['duration', { duration: '' }],
  ['duration', { duration: '0' }],
  ['duration', { duration: '0s' }],
  ['duration', { duration: '-1h' }],
  ['duration', { duration: '24' }],
  ['duration', { duration: '1 h' }],
  ['duration', { duration: '1M' }],
  ['duration', { duration: '1.5' }],
  ['duration', { duration: '0.0001ms' }],
  ['duration', { duration: '101y' }],
  ['duration', { duration: '999999999y' }],
  ['duration', { duration: '9'.repeat(39).concat('y') }],
  ['duration', { duration: '1h'.repeat(21) }],
  ['duration', { duration: 3600 }],
  ['duration', { duration: null }],
  ['duration', { duration: '1h', expires_at: '2031-01-01' }],
  ['expires_at', { expires_at: '2030-03-01T12:00:00.000Z' }],
  ['expires_at', { expires_at: '2030-03-01' }],
  ['expires_at', { expires_at: '1969-12-31' }],
  ['expires_at', { expires_at: '2030-02-30' }],
  ['expires_at', { expires_at: '2031-13-01' }],
  ['expires_at', { expires_at: '2031-01-01T25:00:00Z' }],
  ['expires_at', { expires_at: '2031-01-01T00:00:00' }],
  ['expires_at', { expires_at: '+010000-01-01T00:00:00Z' }],
  ['expires_at', { expires_at: '10000-01-01' }],
  ['expires_at', { expires_at: 'tomorrow' }],
  ['expires_at', { expires_at: '' }],
  ['expires_at', { expires_at: 1_900_000_000_000 }],
])('refused, naming %s: %j', async (field, input) => {
  const answer = await make(input);
  expectErrorBody(answer, 'invalid_request');
  expect(answer.body.fields).toEqual([{ field, message: expect.any(String) }]);
  expect(answer.body.message).toContain(field);
});

test('what an administrator makes for somebody else is theirs, and on record as made by the administrator', async () => {
  const { status, body } = await make({ user_id: memberId, name: 'for Mika' }, admin);
  expect(status).toBe(201);
  expect(body).toMatchObject({
    user_id: memberId,
    created_by: { id: adminId, name: 'Ada Admin' },
  });
  const { body: seen } = await member.get(`/api/v2/user-tokens/${body.id}`);
  expect(seen).toMatchObject({
    created_by: { id: adminId },
    abilities: ['update', 'revoke', 'delete', 'renew', 'rotate'],
  });
  const { body: events } = await admin.get(`/api/v2/audit-events?target_id=${body.id}`);
  expect(events.items).toMatchObject([
    {
      action: 'user_token.create',
      actor: { kind: 'user', id: adminId, name: 'Ada Admin', credential: { kind: 'session' } },
      target: { kind: 'user_token', name: 'for Mika' },
      details: { owner_id: memberId, owner_name: 'Mika Member', expires_at: null },
    },
  ]);
});

test('nobody else makes tokens for others', async () => {
  const answer = await make({ user_id: adminId });
  expectErrorBody(answer, 'forbidden');
  expect(answer.body).toMatchObject({
    permission: 'user_token.create',
    roles: ['Site administrator'],
  });
  expect(answer.body.message).toContain('user_token.create');
  const nobody = crypto.randomUUID();
  expectErrorBody(await make({ user_id: nobody }), 'not_found');
  expectErrorBody(await make({ user_id: nobody }, admin), 'not_found');
});

test('names need not be unique', async () => {
  const [one, other] = [await make({ name: 'twin' }), await make({ name: 'twin' })];
  expect([one.status, other.status]).toEqual([201, 201]);
  expect(one.body.id).not.toBe(other.body.id);
});

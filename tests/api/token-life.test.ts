import type { UserTokenId } from '@keywright/contract';
import { afterAll, afterEach, expect, test } from 'vitest';
import { makeToken } from '../../packages/server/src/plane/make-token.ts';
import { type Client, createClient } from '../kit/http-client.ts';
import { startTestServer } from '../kit/server.ts';
import { expectErrorBody } from './matrix-answers.ts';
import { unknownToken } from './matrix-cast.ts';

const start = Date.now();
let ahead = 0;
const server = await startTestServer({ clock: () => start + ahead });
afterAll(() => server.stop());
afterEach(() => {
  ahead = 0;
});

const admin = await server.as('admin@example.test');
const member = await server.as('member@example.test');
const memberId: string = (await member.get('/api/v2/auth/me')).body.User.id;

async function make(input: Record<string, unknown> = {}, by: Client = member) {
  const { status, body } = await by.post('/api/v2/user-tokens', { body: input });
  expect(status).toBe(201);
  return { id: body.id as string, token: body.created_token as string, body };
}

const use = (token: string) =>
  createClient(server.url).get('/api/v2/auth/me', { headers: { 'x-platz-token': token } });

/** The same id half, another secret, a right checksum: what a guesser sends. */
const withOtherSecret = (id: string) => makeToken('user', id as UserTokenId).token.reveal();

test('a token names its person', async () => {
  const { token } = await make();
  const { status, body } = await use(token);
  expect([status, body.User.email]).toEqual([200, 'member@example.test']);
});

test('a revoked token is refused on the very next request, and says why', async () => {
  const { id, token } = await make();
  expect((await use(token)).status).toBe(200);
  const { status, body } = await member.post(`/api/v2/user-tokens/${id}/revoke`);
  expect([status, body.state, typeof body.revoked_at]).toEqual([200, 'revoked', 'string']);
  expectErrorBody(await use(token), 'token_revoked');
});

test('a token can revoke itself', async () => {
  const { id, token } = await make();
  const itself = createClient(server.url, { headers: { 'x-platz-token': token } });
  expect((await itself.post(`/api/v2/user-tokens/${id}/revoke`)).status).toBe(200);
  expectErrorBody(await use(token), 'token_revoked');
});

test('a deleted token is refused on the very next request, and is nowhere to be seen', async () => {
  const { id, token } = await make();
  const { status, body } = await member.delete(`/api/v2/user-tokens/${id}`);
  expect([status, body]).toEqual([204, '']);
  expectErrorBody(await use(token), 'token_revoked');
  for (const client of [member, admin]) {
    expectErrorBody(await client.get(`/api/v2/user-tokens/${id}`), 'not_found');
    expectErrorBody(await client.delete(`/api/v2/user-tokens/${id}`), 'not_found');
    expectErrorBody(await client.post(`/api/v2/user-tokens/${id}/revoke`), 'not_found');
    const { body: found } = await client.get(`/api/v2/user-tokens?search=${id}`);
    expect(found).toMatchObject({ items: [], num_total: 0 });
  }
});

test('a token is refused from the moment of its expiry on', async () => {
  const { token } = await make({ duration: '1h' });
  ahead = 3_600_000 - 1;
  expect((await use(token)).status).toBe(200);
  ahead = 3_600_000;
  expectErrorBody(await use(token), 'token_expired');
});

test('of a token that is both, revoked is said', async () => {
  const { id, token } = await make({ duration: '1h' });
  await member.post(`/api/v2/user-tokens/${id}/revoke`);
  ahead = 3_600_001;
  expectErrorBody(await use(token), 'token_revoked');
  const { body } = await member.get(`/api/v2/user-tokens/${id}`);
  expect(body.state).toBe('revoked');
});

test('an expired token can be revoked still', async () => {
  const { id, token } = await make({ duration: '1h' });
  ahead = 3_600_001;
  expect((await member.get(`/api/v2/user-tokens/${id}`)).body.state).toBe('expired');
  expect((await member.post(`/api/v2/user-tokens/${id}/revoke`)).body.state).toBe('revoked');
  expectErrorBody(await use(token), 'token_revoked');
});

test('who does not have the secret hears "unknown", whatever became of the token', async () => {
  const active = await make();
  const revoked = await make();
  await member.post(`/api/v2/user-tokens/${revoked.id}/revoke`);
  const deleted = await make();
  await member.delete(`/api/v2/user-tokens/${deleted.id}`);
  const expired = await make({ duration: '1s' });
  const bodies: unknown[] = [];
  for (const { id } of [active, revoked, deleted, expired]) {
    ahead = 2000;
    const answer = await use(withOtherSecret(id));
    expectErrorBody(answer, 'token_unknown');
    bodies.push({ ...answer.body, request_id: '' });
  }
  const answer = await use(unknownToken());
  expectErrorBody(answer, 'token_unknown');
  bodies.push({ ...answer.body, request_id: '' });
  expect(new Set(bodies.map((body) => JSON.stringify(body))).size).toBe(1);
});

test('deactivating a person stops tokens and sessions on their next request, activating restores them', async () => {
  const { token } = await make();
  const bearer = await server.bearer('member@example.test');
  const revoked = await make();
  await member.post(`/api/v2/user-tokens/${revoked.id}/revoke`);
  const set = (is_active: boolean) =>
    admin.put(`/api/v2/users/${memberId}`, { body: { is_active } });

  expect((await set(false)).status).toBe(200);
  for (const answer of [
    await use(token),
    await member.get('/api/v2/auth/me'),
    await bearer.get('/api/v2/auth/me'),
  ]) {
    expectErrorBody(answer, 'principal_inactive');
  }
  expectErrorBody(await use(revoked.token), 'token_revoked');

  expect((await set(true)).status).toBe(200);
  expect((await use(token)).status).toBe(200);
  expect((await member.get('/api/v2/auth/me')).status).toBe(200);
  expect((await bearer.get('/api/v2/auth/me')).status).toBe(200);
  expectErrorBody(await use(revoked.token), 'token_revoked');
});

test('a token that was made for an inactive person works once they are active', async () => {
  const invited = await admin.post('/api/v2/users', {
    body: { email: 'later@example.test', is_active: false },
  });
  const { token } = await make({ user_id: invited.body.id }, admin);
  expectErrorBody(await use(token), 'principal_inactive');
  await admin.put(`/api/v2/users/${invited.body.id}`, { body: { is_active: true } });
  expect((await use(token)).body.User.email).toBe('later@example.test');
});

test('a revoke that is repeated answers the same, and the time of it does not move', async () => {
  const { id } = await make();
  const first = await member.post(`/api/v2/user-tokens/${id}/revoke`);
  ahead = 60_000;
  const second = await admin.post(`/api/v2/user-tokens/${id}/revoke`);
  expect(second.status).toBe(200);
  expect(second.body).toEqual(first.body);
});

test('last use is kept: when, from where and with what', async () => {
  const { id, token } = await make();
  expect((await member.get(`/api/v2/user-tokens/${id}`)).body.last_used).toBeNull();
  ahead = 1000;
  await createClient(server.url).get('/api/v2/auth/me', {
    headers: { 'x-platz-token': token, 'user-agent': `agent ${'x'.repeat(400)}` },
  });
  await expect
    .poll(async () => (await member.get(`/api/v2/user-tokens/${id}`)).body.last_used, {
      timeout: 10_000,
    })
    .toEqual({
      at: new Date(start + 1000).toISOString(),
      address: '127.0.0.1',
      user_agent: `agent ${'x'.repeat(294)}`,
    });
});

import { afterAll, expect, test } from 'vitest';
import type { Client } from '../kit/http-client.ts';
import { startTestServer } from '../kit/server.ts';
import { expectErrorBody } from './matrix-answers.ts';

const server = await startTestServer();
afterAll(() => server.stop());

const admin = await server.as('admin@example.test');
const adminToken = await server.token('admin@example.test');
const idOf = async (client: Client) => (await client.get('/api/v2/auth/me')).body.User.id;
const adminId = await idOf(admin);
const put = (id: string, body: unknown, by: Client = admin) =>
  by.put(`/api/v2/users/${id}`, { body });

let count = 0;
async function invite(body: Record<string, unknown> = {}) {
  const answer = await admin.post('/api/v2/users', {
    body: { email: `person-${++count}@example.test`, ...body },
  });
  expect(answer.status).toBe(201);
  return answer.body;
}

test('an invited person is there before they come', async () => {
  const body = await invite();
  expect(body).toMatchObject({
    email: `person-${count}@example.test`,
    display_name: `person-${count}@example.test`,
    is_active: true,
    is_admin: false,
    avatar_url: null,
    last_signed_in_at: null,
    abilities: ['update', 'end_sessions', 'create_token'],
  });
  expect((await admin.get(`/api/v2/users/${body.id}`)).body).toEqual(body);
});

test('nobody changes their own account, by whatever credential and to whatever', async () => {
  for (const client of [admin, adminToken]) {
    for (const body of [{ is_admin: false }, { is_active: false }, { is_admin: true }, {}]) {
      expectErrorBody(await put(adminId, body, client), 'own_account');
    }
  }
  const { body } = await admin.get(`/api/v2/users/${adminId}`);
  expect(body).toMatchObject({ is_admin: true, is_active: true });
  expect(body.abilities).not.toContain('update');
});

test('what is left out or null stays as it is', async () => {
  const { id } = await invite({ is_admin: true });
  const state = async (body: unknown) => {
    const answer = await put(id, body);
    expect(answer.status).toBe(200);
    return [answer.body.is_admin, answer.body.is_active];
  };
  expect(await state({})).toEqual([true, true]);
  expect(await state({ is_admin: null, is_active: null })).toEqual([true, true]);
  expect(await state({ is_active: false, is_admin: null })).toEqual([true, false]);
  expect(await state({ is_admin: false })).toEqual([false, false]);
  expect(await state({ is_admin: true, is_active: true, display_name: 'x' })).toEqual([true, true]);
});

test.each([
  ['is_admin', { is_admin: 'true' }],
  ['is_admin', { is_admin: 1 }],
  ['is_active', { is_active: [] }],
  ['body', null],
  ['body', undefined],
  ['body', 'true'],
])('a change is refused, naming %s: %j', async (field, body) => {
  const { id } = await invite();
  const answer = await admin.put(`/api/v2/users/${id}`, {
    body: body === 'true' ? body : JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });
  expectErrorBody(answer, 'invalid_request');
  expect(answer.body.fields).toMatchObject([{ field }]);
});

test('people see each other, and only administrators are offered to change anybody', async () => {
  const member = await server.as('member@example.test');
  const memberId = await idOf(member);
  const { body } = await member.get('/api/v2/users');
  const abilities = Object.fromEntries(
    body.items.map((one: { id: string; abilities: string[] }) => [one.id, one.abilities]),
  );
  expect(abilities[adminId]).toEqual([]);
  expect(abilities[memberId]).toEqual(['end_sessions', 'create_token']);
});

test('someone who was deactivated while signed in stays out until somebody lets them in', async () => {
  const member = await server.as('member@example.test');
  const id = await idOf(member);
  await put(id, { is_active: false });
  const again = await server.as('member@example.test');
  expectErrorBody(await again.get('/api/v2/auth/me'), 'principal_inactive');
  await put(id, { is_active: true });
  expect((await again.get('/api/v2/auth/me')).status).toBe(200);
});

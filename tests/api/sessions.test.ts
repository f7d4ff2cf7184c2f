import { afterAll, afterEach, expect, test } from 'vitest';
import type { Client } from '../kit/http-client.ts';
import { startTestServer } from '../kit/server.ts';
import { expectErrorBody } from './matrix-answers.ts';

const start = Date.now();
let ahead = 0;
const server = await startTestServer({
  clock: () => start + ahead,
  env: { KEYWRIGHT_AUTO_ACTIVATE_DOMAINS: 'team.test' },
});
afterAll(() => server.stop());
afterEach(() => {
  ahead = 0;
});

const admin = await server.as('admin@example.test');
let count = 0;
const freshEmail = () => `person-${++count}@team.test`;
const sessionOf = async (client: Client): Promise<string> =>
  (await client.get('/api/v2/profile')).body.credential.id;
const userOf = async (client: Client): Promise<string> =>
  (await client.get('/api/v2/profile')).body.user.id;
const me = (client: Client) => client.get('/api/v2/auth/me');

test('signing out ends the session at once, for every copy of it', async () => {
  const client = await server.as(freshEmail());
  const { cookie = '' } = client.credentialHeaders();
  const { status, headers } = await client.post('/api/v2/auth/sign-out');
  expect(status).toBe(204);
  expect(headers['set-cookie']?.[0]).toMatch(/^keywright_session=;.*Max-Age=0/);
  expect(client.credentialHeaders()['cookie'] ?? '').not.toContain('keywright');
  const copy = await server.anonymous().get('/api/v2/auth/me', { headers: { cookie } });
  expectErrorBody(copy, 'session_ended');
});

test('signing out a Bearer session leaves the others of the person alone', async () => {
  const email = freshEmail();
  const [browser, bearer] = [await server.as(email), await server.bearer(email)];
  expect((await bearer.post('/api/v2/auth/sign-out')).status).toBe(204);
  expectErrorBody(await me(bearer), 'session_ended');
  expectErrorBody(await bearer.post('/api/v2/auth/sign-out'), 'session_ended');
  expect((await me(browser)).status).toBe(200);
});

test('an inactive person can sign out', async () => {
  const client = await server.as('inactive@example.test');
  expectErrorBody(await me(client), 'principal_inactive');
  expect((await client.post('/api/v2/auth/sign-out')).status).toBe(204);
});

test('signing out everywhere ends every session, this one among them', async () => {
  const email = freshEmail();
  const [here, there, bearer] = [
    await server.as(email),
    await server.as(email),
    await server.bearer(email),
  ];
  const cookie = here.credentialHeaders();
  const { status, body, headers } = await here.post('/api/v2/sessions/end-all');
  expect([status, body]).toEqual([200, { ended: 3 }]);
  expect(headers['set-cookie']?.[0]).toMatch(/^keywright_session=;/);
  expectErrorBody(
    await server.anonymous().get('/api/v2/auth/me', { headers: cookie }),
    'session_ended',
  );
  expectErrorBody(await me(there), 'session_ended');
  expectErrorBody(await me(bearer), 'session_ended');
});

test('signing out everywhere else spares the session it came with', async () => {
  const email = freshEmail();
  const [here, there] = [await server.as(email), await server.as(email)];
  const token = await server.token(email);
  const { body, headers } = await here.post('/api/v2/sessions/end-all', {
    body: { spare_current: true },
  });
  expect(body).toEqual({ ended: 2 });
  expect(headers['set-cookie']).toBeUndefined();
  expect((await me(here)).status).toBe(200);
  expectErrorBody(await me(there), 'session_ended');
  expect((await me(token)).status).toBe(200);
});

test('a token has no session to spare, so all are ended', async () => {
  const email = freshEmail();
  const [here, token] = [await server.as(email), await server.token(email)];
  const { body } = await token.post('/api/v2/sessions/end-all', { body: { spare_current: true } });
  expect(body).toEqual({ ended: 2 });
  expectErrorBody(await me(here), 'session_ended');
  const { body: again } = await token.post('/api/v2/sessions/end-all');
  expect(again).toEqual({ ended: 0 });
});

test('an administrator ends the sessions of others and keeps their own', async () => {
  const client = await server.as(freshEmail());
  const user_id = await userOf(client);
  const { body } = await admin.post('/api/v2/sessions/end-all', { body: { user_id } });
  expect(body).toEqual({ ended: 1 });
  expectErrorBody(await me(client), 'session_ended');
  expect((await me(admin)).status).toBe(200);
});

test('people see their open sessions, and which one they look from', async () => {
  const email = freshEmail();
  const [browser, bearer] = [await server.as(email), await server.bearer(email)];
  const { body } = await bearer.get('/api/v2/sessions');
  expect(body.num_total).toBe(2);
  expect(body.items).toMatchObject([
    { via: 'api', is_current: true, id: await sessionOf(bearer) },
    { via: 'browser', is_current: false, id: await sessionOf(browser) },
  ]);
  await browser.post('/api/v2/auth/sign-out');
  const { body: after } = await bearer.get('/api/v2/sessions');
  expect(after.num_total).toBe(1);
});

test('one session is ended by its id, at once', async () => {
  const email = freshEmail();
  const [here, there] = [await server.as(email), await server.as(email)];
  const id = await sessionOf(there);
  expect((await here.delete(`/api/v2/sessions/${id}`)).status).toBe(204);
  expectErrorBody(await me(there), 'session_ended');
  expect((await me(here)).status).toBe(200);
  expect((await here.delete(`/api/v2/sessions/${id}`)).status).toBe(204);
});

test('the session of somebody else does not exist, and stays open', async () => {
  const [mine, theirs] = [await server.as(freshEmail()), await server.as(freshEmail())];
  const id = await sessionOf(theirs);
  const [foreign, unknown] = [
    await mine.delete(`/api/v2/sessions/${id}`),
    await mine.delete(`/api/v2/sessions/${crypto.randomUUID()}`),
  ];
  expectErrorBody(foreign, 'not_found');
  expect({ ...foreign.body, request_id: '' }).toEqual({ ...unknown.body, request_id: '' });
  expect((await me(theirs)).status).toBe(200);
});

test('a session ends by itself after seven days', async () => {
  const client = await server.as(freshEmail());
  const issued = Math.floor((start + ahead) / 1000) * 1000;
  ahead = issued + 7 * 86_400_000 - 1 - start;
  expect((await me(client)).status).toBe(200);
  ahead = 7 * 86_400_000;
  expectErrorBody(await me(client), 'session_expired');
  // Long enough for the administrator's own to have ended too.
  const late = await server.as('admin@example.test');
  const { body } = await late.get('/api/v2/sessions');
  expect(body.num_total).toBe(1);
});

test('deactivating ends nothing but refuses everything; activating lets the same session in again', async () => {
  const client = await server.as(freshEmail());
  const id = await userOf(client);
  await admin.put(`/api/v2/users/${id}`, { body: { is_active: false } });
  expectErrorBody(await me(client), 'principal_inactive');
  expectErrorBody(await client.get('/api/v2/users'), 'principal_inactive');
  await admin.put(`/api/v2/users/${id}`, { body: { is_active: true } });
  expect((await me(client)).status).toBe(200);
});

test('a person who is made administrator is one on the next request, and stops being one as soon', async () => {
  const client = await server.as(freshEmail());
  const id = await userOf(client);
  const audit = () => client.get('/api/v2/audit-events');
  expectErrorBody(await audit(), 'forbidden');
  await admin.put(`/api/v2/users/${id}`, { body: { is_admin: true } });
  expect((await audit()).status).toBe(200);
  await admin.put(`/api/v2/users/${id}`, { body: { is_admin: false } });
  expectErrorBody(await audit(), 'forbidden');
});

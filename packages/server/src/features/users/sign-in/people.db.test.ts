import { afterAll, expect, test } from 'vitest';
import { CookieJar } from '../../../../../../tests/kit/cookie-jar.ts';
import { createClient } from '../../../../../../tests/kit/http-client.ts';
import { startTestServer } from '../../../../../../tests/kit/server.ts';
import { callbackOfBrowser } from '../../../../../../tests/kit/sign-in.ts';

const server = await startTestServer({
  env: {
    KEYWRIGHT_ADMIN_EMAILS: 'Boss@Example.test, late@example.test',
    KEYWRIGHT_AUTO_ACTIVATE_DOMAINS: 'Members.test',
  },
});
afterAll(() => server.stop());

const admin = await server.as('admin@example.test');

async function userByEmail(email: string) {
  const { body } = await admin.get(`/api/v2/users?email=${encodeURIComponent(email)}`);
  expect(body.num_total).toBe(1);
  return body.items[0];
}

async function auditOf(targetId: string, action: string) {
  const { body } = await admin.get(`/api/v2/audit-events?target_id=${targetId}&action=${action}`);
  return body.items;
}

test('a newcomer is inactive, and is told so', async () => {
  const newcomer = await server.as('newcomer@example.test');
  const { status, body } = await newcomer.get('/api/v2/auth/me');
  expect([status, body.code]).toEqual([401, 'principal_inactive']);
  const user = await userByEmail('newcomer@example.test');
  expect(user).toMatchObject({ is_active: false, is_admin: false });
  const [created] = await auditOf(user.id, 'user.create');
  expect(created).toMatchObject({
    actor: { kind: 'user', id: user.id, credential: { kind: 'session' } },
    details: { via: 'sign_in', email: 'newcomer@example.test', is_active: false },
  });
});

test('the record names the session that was opened', async () => {
  const member = await server.as('recorded@members.test');
  const { body } = await member.get('/api/v2/profile');
  const [opened] = await auditOf(body.credential.id, 'session.create');
  expect(opened).toMatchObject({
    actor: { id: body.user.id, credential: { id: body.credential.id, name: 'Browser session' } },
    details: { owner_id: body.user.id, via: 'browser', is_active: true },
  });
});

test.each([
  ['a@members.test', true],
  ['b@MEMBERS.test', true],
  ['c@sub.members.test', false],
  ['d@notmembers.test', false],
  ['e@members.test.example', false],
])('%s is active from the start: %s', async (email, isActive) => {
  await server.as(email);
  expect(await userByEmail(email)).toMatchObject({ is_active: isActive, is_admin: false });
});

test('a listed person is a site administrator from the start, whatever the case', async () => {
  const boss = await server.as('boss@EXAMPLE.test');
  const { body } = await boss.get('/api/v2/auth/me');
  expect(body.User).toMatchObject({ is_admin: true, is_active: true, email: 'boss@EXAMPLE.test' });
});

test('a listed person who was invited as less is promoted, and that is recorded', async () => {
  const invited = await admin.post('/api/v2/users', {
    body: { email: 'late@example.test', is_active: false },
  });
  expect(invited.status).toBe(201);
  await server.as('late@example.test');
  expect(await userByEmail('late@example.test')).toMatchObject({
    id: invited.body.id,
    is_admin: true,
    is_active: true,
  });
  expect(await auditOf(invited.body.id, 'user.update')).toMatchObject([
    { details: { is_active: { from: false, to: true }, is_admin: { from: false, to: true } } },
  ]);
});

test('an invited person is recognised, and stays as active as they were made', async () => {
  const invited = await admin.post('/api/v2/users', { body: { email: 'Guest@example.test' } });
  const guest = await server.as({ email: 'guest@example.TEST', name: 'Gus Guest' });
  const { body } = await guest.get('/api/v2/auth/me');
  expect(body.User).toMatchObject({
    id: invited.body.id,
    created_at: invited.body.created_at,
    display_name: 'Gus Guest',
    email: 'guest@example.TEST',
    is_active: true,
  });
});

test('name and spelling are refreshed at each sign-in; when they joined is not', async () => {
  const email = 'refreshed@members.test';
  await server.as({ email, name: 'First Name' });
  const before = await userByEmail(email);
  await server.as({ email: 'Refreshed@Members.test', name: ' Second\u202e  Name ' });
  const after = await userByEmail(email);
  expect(after).toMatchObject({
    id: before.id,
    created_at: before.created_at,
    display_name: 'Second Name',
    email: 'Refreshed@Members.test',
  });
  expect(Date.parse(after.last_signed_in_at)).toBeGreaterThan(Date.parse(before.last_signed_in_at));
});

test('many first sign-ins of one person at once make one person', async () => {
  for (const round of [1, 2, 3]) {
    const email = `at.once.${round}@members.test`;
    const spellings = [email, email.toUpperCase(), email, `At${email.slice(2)}`, email, email];
    const ready = await Promise.all(
      spellings.map(async (spelling) => {
        const jar = new CookieJar();
        const callback = await callbackOfBrowser(server.url, jar, { email: spelling });
        return { client: createClient(server.url, { jar }), callback };
      }),
    );
    // Only now, so that they all meet at the one moment that counts.
    const ended = await Promise.all(
      ready.map(({ client, callback }) => client.get(callback.pathname + callback.search)),
    );
    expect(ended.map(({ headers }) => headers.location)).toEqual(spellings.map(() => '/'));
    const seen = await Promise.all(ready.map(({ client }) => client.get('/api/v2/auth/me')));
    const { id } = await userByEmail(email);
    expect(seen.map(({ body }) => body.User.id)).toEqual(spellings.map(() => id));
    expect(await auditOf(id, 'user.create')).toHaveLength(1);
  }
});

test('a deactivated person stays so when they sign in again', async () => {
  const email = 'gone@members.test';
  await server.as(email);
  const { id } = await userByEmail(email);
  await admin.put(`/api/v2/users/${id}`, { body: { is_active: false } });
  await server.as(email);
  expect(await userByEmail(email)).toMatchObject({ is_active: false });
});

test('an address that the provider has not verified is refused, and nobody is made', async () => {
  const person = { email: 'unverified@members.test', emailVerified: false };
  await expect(server.as(person)).rejects.toThrow('reason=email_unverified');
  await expect(server.bearer(person)).rejects.toThrow('email_unverified');
  const { body } = await admin.get('/api/v2/users?email=unverified@members.test');
  expect(body.num_total).toBe(0);
});

test('what is not an address is refused', async () => {
  await expect(server.as('not an address')).rejects.toThrow('reason=email_missing');
});

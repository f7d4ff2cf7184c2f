import { afterAll, expect, test } from 'vitest';
import { CookieJar } from '../kit/cookie-jar.ts';
import { createClient } from '../kit/http-client.ts';
import { openLiveEvents } from '../kit/live-events.ts';
import { startTestServer } from '../kit/server.ts';
import { callbackOfBrowser } from '../kit/sign-in.ts';

const server = await startTestServer();
afterAll(() => server.stop());

const emailSeen = async (client: Awaited<ReturnType<typeof server.as>>) => {
  const { body } = await client.get('/api/v2/auth/me');
  return body.User?.email;
};

test('a session in a cookie, a session as a Bearer and a token all name their person', async () => {
  const member = 'member@example.test';
  const clients = [
    await server.as(member),
    await server.bearer(member),
    await server.token(member),
  ];
  expect(await Promise.all(clients.map(emailSeen))).toEqual([member, member, member]);
  const { status } = await server.anonymous().get('/api/v2/auth/me');
  expect(status).toBe(401);
});

test('the address a sign-in comes back to works once', async () => {
  const jar = new CookieJar();
  const callback = await callbackOfBrowser(server.url, jar, { email: 'member@example.test' });
  const browser = createClient(server.url, { jar });
  const first = await browser.get(callback.href);
  const second = await browser.get(callback.href);
  expect(first.headers['set-cookie']?.join()).toContain('keywright_session=');
  expect(second.headers['set-cookie']?.join() ?? '').not.toContain('keywright_session=');
});

test('a restart keeps the address, the database and the sessions', async () => {
  const admin = await server.as('admin@example.test');
  await server.restart();
  expect(await emailSeen(admin)).toBe('admin@example.test');
});

test('a token that is made is heard of by whoever listens', async () => {
  const member = await server.as('member@example.test');
  const events = await openLiveEvents(server.url, member.credentialHeaders());
  const heard = events.next();
  await member.post('/api/v2/user-tokens', { body: { name: 'heard of' } });
  expect(await heard).toBeDefined();
  events.close();
});

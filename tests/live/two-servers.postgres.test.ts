import { afterAll, expect, test } from 'vitest';
import { createDatabase } from '../kit/database.ts';
import { createClient } from '../kit/http-client.ts';
import { openLiveEvents } from '../kit/live-events.ts';
import { startTestServer } from '../kit/server.ts';

const database = await createDatabase();
const one = await startTestServer({ database });
const other = await startTestServer({ database });
afterAll(async () => {
  await one.stop();
  await other.stop();
  await database.drop();
});

const here = await one.as('member@example.test');
const { body: made } = await here.post('/api/v2/user-tokens');
const headers = { 'x-platz-token': made.created_token };
const there = createClient(other.url, { headers });

test('a token that one server made is good at the other, and a session of one is not', async () => {
  expect((await there.get('/api/v2/auth/me')).body.User.email).toBe('member@example.test');
  const session = here.credentialHeaders();
  const { status } = await createClient(other.url).get('/api/v2/auth/me', { headers: session });
  // A session is for the address it was made at; behind one address there is one for all servers.
  expect(status).toBe(401);
});

test('what is changed at one server is heard at the other', async () => {
  const stream = await openLiveEvents(other.url, headers);
  expect(await stream.next()).toEqual({ kind: 'resync' });
  const { body } = await here.post('/api/v2/user-tokens');
  let event = await stream.next();
  // What was changed before may be heard first.
  while (event.id !== body.id) event = await stream.next();
  expect(event).toEqual({ kind: 'user_token', id: body.id });
  stream.close();
});

test('a token that is revoked at one server is refused at the other, and its stream there ends', async () => {
  const stream = await openLiveEvents(other.url, headers);
  expect(await stream.next()).toEqual({ kind: 'resync' });
  await here.post(`/api/v2/user-tokens/${made.id}/revoke`);
  const { status, body } = await there.get('/api/v2/auth/me');
  expect([status, body.code]).toEqual([401, 'token_revoked']);
  while (await stream.next());
});

import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { runCommand } from '../../packages/server/src/operator/run-command.ts';
import { engineUnderTest } from '../kit/database.ts';
import { type Client, createClient } from '../kit/http-client.ts';
import { type LiveEvents, openLiveEvents } from '../kit/live-events.ts';
import { startTestServer } from '../kit/server.ts';
import { expectErrorBody } from './matrix-answers.ts';

const server = await startTestServer({ env: { KEYWRIGHT_AUTO_ACTIVATE_DOMAINS: 'team.test' } });
afterAll(() => server.stop());

const open: LiveEvents[] = [];
afterEach(() => {
  for (const stream of open.splice(0)) stream.close();
});

/** A stream that has heard all that happened before. */
async function listen(client: Client): Promise<LiveEvents> {
  const stream = await openLiveEvents(server.url, client.credentialHeaders());
  open.push(stream);
  expect(stream.status).toBe(200);
  expect(await stream.next()).toEqual({ kind: 'resync' });
  // PostgreSQL tells of each commit in its turn, and of the last ones a little later.
  const last = await make(client);
  for (let event = await stream.next(); event.id !== last.id; ) event = await stream.next();
  const { body } = await client.get('/api/v2/auth/me');
  if (body.User.is_admin) expect((await stream.next()).kind).toBe('audit_event');
  return stream;
}

let count = 0;
/** Without a picture: its arrival is heard too, whenever it comes. */
const somebody = () => ({ email: `person-${++count}@team.test`, picture: 'none' });
const admin = await server.as({ email: 'admin@example.test', picture: 'none' });
const userOf = async (client: Client) => (await client.get('/api/v2/auth/me')).body.User.id;
const make = async (client: Client) => (await client.post('/api/v2/user-tokens')).body;
const sessionOf = async (client: Client) =>
  (await client.get('/api/v2/profile')).body.credential.id;

/** What is heard until the stream ends. */
async function rest(stream: LiveEvents): Promise<unknown[]> {
  const heard: unknown[] = [];
  for (let event = await stream.next(); event; event = await stream.next()) heard.push(event);
  return heard;
}

test('people hear that somebody who was invited has come, and is called otherwise since', async () => {
  const invited = somebody();
  const { body } = await admin.post('/api/v2/users', { body: { email: invited.email } });
  const heard = await listen(await server.as(somebody()));
  await server.as({ ...invited, name: 'Noor New' });
  expect(await heard.next()).toEqual({ kind: 'user', id: body.id });
  await server.as({ ...invited, name: 'Noor New' });
  await server.as({ ...invited, name: 'Noor Newer' });
  expect(await heard.next()).toEqual({ kind: 'user', id: body.id });
});

test('a second browser of the same person hears of a token made, renamed, revoked and deleted', async () => {
  const person = somebody();
  const [one, other] = [await server.as(person), await server.as(person)];
  const heard = await listen(other);
  const { id } = await make(one);
  expect(await heard.next()).toEqual({ kind: 'user_token', id });
  await one.patch(`/api/v2/user-tokens/${id}`, { body: { name: 'renamed' } });
  expect(await heard.next()).toEqual({ kind: 'user_token', id });
  await one.post(`/api/v2/user-tokens/${id}/revoke`);
  expect(await heard.next()).toEqual({ kind: 'user_token', id });
  await one.delete(`/api/v2/user-tokens/${id}`);
  expect(await heard.next()).toEqual({ kind: 'user_token', id });
});

test('other people do not hear of my tokens and sessions', async () => {
  const [mine, theirs] = [await server.as(somebody()), await server.as(somebody())];
  const heard = await listen(theirs);
  const { id } = await make(mine);
  await mine.post(`/api/v2/user-tokens/${id}/revoke`);
  await mine.post('/api/v2/auth/sign-out');
  const own = await make(theirs);
  expect(await heard.next()).toEqual({ kind: 'user_token', id: own.id });
});

test('an administrator hears of everybody’s, and of the record', async () => {
  const member = await server.as(somebody());
  const heard = await listen(admin);
  const { id } = await make(member);
  expect(await heard.next()).toEqual({ kind: 'user_token', id });
  const event = await heard.next();
  expect(event).toEqual({ kind: 'audit_event', id: expect.any(String) });
  const { body } = await admin.get(`/api/v2/audit-events?target_id=${id}`);
  expect(body.items[0].id).toBe(event.id);
});

test('a change that fails is not heard of', async () => {
  const client = await server.as(somebody());
  const heard = await listen(client);
  await client.post('/api/v2/user-tokens', { body: { duration: 'long' } });
  const { id } = await make(client);
  expect(await heard.next()).toEqual({ kind: 'user_token', id });
});

test('who becomes an administrator hears what administrators hear from then on', async () => {
  const [promoted, member] = [await server.as(somebody()), await server.as(somebody())];
  const id = await userOf(promoted);
  const heard = await listen(promoted);
  await admin.put(`/api/v2/users/${id}`, { body: { is_admin: true } });
  expect(await heard.next()).toEqual({ kind: 'user', id });
  expect(await heard.next()).toMatchObject({ kind: 'audit_event' });
  const { id: token } = await make(member);
  expect(await heard.next()).toEqual({ kind: 'user_token', id: token });
});

test('who stops being one hears no more of it', async () => {
  const [demoted, member] = [await server.as(somebody()), await server.as(somebody())];
  const id = await userOf(demoted);
  await admin.put(`/api/v2/users/${id}`, { body: { is_admin: true } });
  const heard = await listen(demoted);
  await admin.put(`/api/v2/users/${id}`, { body: { is_admin: false } });
  expect(await heard.next()).toEqual({ kind: 'user', id });
  await make(member);
  const own = await make(demoted);
  expect(await heard.next()).toEqual({ kind: 'user_token', id: own.id });
});

test.each(['sign-out', 'end of the session by another', 'sign-out everywhere'])(
  'the stream ends at the %s, and the streams of other credentials go on',
  async (how) => {
    const person = somebody();
    const [leaving, staying] = [await server.as(person), await server.token(person)];
    const session = await sessionOf(leaving);
    const [ends, goesOn] = [await listen(leaving), await listen(staying)];
    if (how === 'sign-out') await leaving.post('/api/v2/auth/sign-out');
    else if (how === 'sign-out everywhere') await leaving.post('/api/v2/sessions/end-all');
    else await staying.delete(`/api/v2/sessions/${session}`);
    await rest(ends);
    expect((await goesOn.next()).kind).toBe('session');
    const { id } = await make(staying);
    expect(await goesOn.next()).toEqual({ kind: 'user_token', id });
  },
);

test.each(['revoke', 'delete'])('the stream of a token ends when it is %sd', async (how) => {
  const owner = await server.as(somebody());
  const { id, created_token } = await make(owner);
  const token = createClient(server.url, { headers: { 'x-platz-token': created_token } });
  const stream = await listen(token);
  if (how === 'revoke') await owner.post(`/api/v2/user-tokens/${id}/revoke`);
  else await owner.delete(`/api/v2/user-tokens/${id}`);
  expect(await rest(stream)).toEqual([]);
});

test('every stream of a person ends when they are deactivated', async () => {
  const person = somebody();
  const clients = [
    await server.as(person),
    await server.bearer(person),
    await server.token(person),
  ] as const;
  const streams = await Promise.all(clients.map(listen));
  const id = await userOf(clients[0]);
  await admin.put(`/api/v2/users/${id}`, { body: { is_active: false } });
  for (const stream of streams) expect(await rest(stream)).not.toContainEqual({ kind: 'user', id });
});

test('a stream that is opened while its token is revoked ends too', async () => {
  const owner = await server.as(somebody());
  const race = async () => {
    const { id, created_token } = await make(owner);
    const opening = openLiveEvents(server.url, { 'x-platz-token': created_token });
    await owner.post(`/api/v2/user-tokens/${id}/revoke`);
    const stream = await opening;
    open.push(stream);
    if (stream.status === 200) await rest(stream);
    else expect(stream.status).toBe(401);
  };
  await Promise.all(Array.from({ length: 12 }, race));
}, 12_000);

test('what an operator does beside the server reaches the pages', async () => {
  const member = await server.as(somebody());
  const stream = await listen(member);
  // A new one at each try: what is so already changes nothing.
  const command = ['user', '--email', `operated-${randomUUID()}@team.test`];
  const { storage } = server.database;
  await runCommand(command, { storage, folder: '.', now: Date.now() });
  // SQLite tells that something was written, PostgreSQL what.
  const kind = engineUnderTest() === 'sqlite' ? 'resync' : 'user';
  expect(await stream.next()).toMatchObject({ kind });
});

test('an event names a row and never says what it holds', async () => {
  const client = await server.as(somebody());
  const stream = await listen(client);
  await client.post('/api/v2/user-tokens', { body: { name: 'not to be heard' } });
  const event = await stream.next();
  expect(Object.keys(event).sort()).toEqual(['id', 'kind']);
});

test('a person opens so many streams and no more, until one is closed; others open theirs', async () => {
  const client = await server.token(somebody());
  const another = async () => {
    const stream = await openLiveEvents(server.url, client.credentialHeaders());
    open.push(stream);
    return stream;
  };
  const [first] = await Promise.all(Array.from({ length: 100 }, another));
  expect(open.map(({ status }) => status)).toEqual(Array(100).fill(200));
  expectErrorBody(await client.get('/api/v2/events'), 'rate_limited');
  await listen(await server.as(somebody()));
  first?.close();
  await vi.waitFor(async () => expect((await another()).status).toBe(200), 10_000);
});

test('the stream ends when the server stops, and stopping does not wait for who listens', async () => {
  const stream = await listen(admin);
  const ended = rest(stream);
  await server.restart();
  await ended;
  await listen(admin);
});

import { afterAll, expect, test } from 'vitest';
import { createClient } from '../kit/http-client.ts';
import { startTestServer } from '../kit/server.ts';
import { expectErrorBody } from './matrix-answers.ts';
import { unknownToken } from './matrix-cast.ts';

const server = await startTestServer();
afterAll(() => server.stop());

const tokenOf = async (email: string) =>
  String((await server.token(email)).credentialHeaders()['x-platz-token']);
const admins = await tokenOf('admin@example.test');
const members = await tokenOf('member@example.test');
const jwt = String(
  (await server.bearer('member@example.test')).credentialHeaders()['authorization'],
).slice('Bearer '.length);
const { cookie = '' } = (await server.as('member@example.test')).credentialHeaders();

const call = (headers: Record<string, string | string[]>) =>
  createClient(server.url).get('/api/v2/auth/me', { headers });
async function emailSeen(headers: Record<string, string | string[]>): Promise<string> {
  const { status, body } = await call(headers);
  expect(status).toBe(200);
  return body.User.email;
}

test('x-platz-token comes before Authorization, and that before the cookie', async () => {
  const bearer = { authorization: `Bearer ${jwt}` };
  const adminsBearer = { authorization: `Bearer ${admins}` };
  expect(await emailSeen({ 'x-platz-token': admins, ...bearer, cookie })).toBe(
    'admin@example.test',
  );
  expect(await emailSeen({ 'x-platz-token': members, ...adminsBearer })).toBe(
    'member@example.test',
  );
  expect(await emailSeen({ ...adminsBearer, cookie })).toBe('admin@example.test');
  expect(await emailSeen({ cookie })).toBe('member@example.test');
});

test('a Bearer may be a token', async () => {
  expect(await emailSeen({ authorization: `Bearer ${admins}` })).toBe('admin@example.test');
  expect(await emailSeen({ authorization: `bearer ${members}` })).toBe('member@example.test');
});

test('an empty x-platz-token beside a good Bearer and a good cookie is refused', async () => {
  const answer = await call({ 'x-platz-token': '', authorization: `Bearer ${jwt}`, cookie });
  expectErrorBody(answer, 'token_malformed');
});

test('a wrong credential is never passed over for a good one behind it', async () => {
  const behind = { authorization: `Bearer ${jwt}`, cookie };
  expectErrorBody(await call({ 'x-platz-token': 'undefined', ...behind }), 'token_malformed');
  expectErrorBody(await call({ 'x-platz-token': unknownToken(), ...behind }), 'token_unknown');
  expectErrorBody(await call({ 'x-platz-token': jwt, ...behind }), 'token_malformed');
  expectErrorBody(await call({ authorization: 'Bearer x.y.z', cookie }), 'session_invalid');
  expectErrorBody(await call({ authorization: 'Bearer ', cookie }), 'token_malformed');
  expectErrorBody(await call({ authorization: 'Basic YWRtaW46', cookie }), 'token_malformed');
  expectErrorBody(await call({ authorization: '', cookie }), 'token_malformed');
});

test('two x-platz-token headers are neither of the two', async () => {
  expectErrorBody(await call({ 'x-platz-token': [members, admins] }), 'token_malformed');
  expectErrorBody(await call({ 'x-platz-token': [members, members] }), 'token_malformed');
  expectErrorBody(await call({ 'x-platz-token': ['', members] }), 'token_malformed');
});

test('of two Authorization headers, a good one does not make up for a wrong one', async () => {
  const { status } = await call({ authorization: ['Bearer x.y.z', `Bearer ${jwt}`] });
  expect(status).toBe(401);
});

test.each([
  ['x-platz-token', 'x'.repeat(10_000)],
  ['x-platz-token', `${'x'.repeat(5000)}.${'y'.repeat(5000)}`],
  ['authorization', `Bearer ${'x'.repeat(10_000)}`],
  ['authorization', `Bearer ${`${'x'.repeat(3000)}.`.repeat(3)}`],
  ['authorization', `Bearer${' '.repeat(10_000)}x`],
  ['cookie', `keywright_session=${'x'.repeat(10_000)}`],
])('10,000 characters in %s are refused like any other wrong credential', async (name, value) => {
  const { status, body } = await call({ [name]: value });
  expect(status).toBe(401);
  expect(JSON.stringify(body).length).toBeLessThan(500);
});

test('where a credential is not looked at, a wrong one does no harm', async () => {
  const headers = { 'x-platz-token': '', authorization: 'Bearer x', cookie: 'keywright_session=x' };
  const { status } = await createClient(server.url).get('/api/v2/auth/options', { headers });
  expect(status).toBe(200);
});

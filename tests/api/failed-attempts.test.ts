import { afterAll, beforeEach, expect, test } from 'vitest';
import { createClient } from '../kit/http-client.ts';
import { startTestServer } from '../kit/server.ts';
import { expectErrorBody } from './matrix-answers.ts';
import { unknownToken } from './matrix-cast.ts';

const start = Date.now();
let ahead = 0;
const server = await startTestServer({
  clock: () => start + ahead,
  env: { KEYWRIGHT_FAILED_ATTEMPTS_PER_MINUTE: '3', KEYWRIGHT_SIGN_INS_PER_MINUTE: '12' },
});
afterAll(() => server.stop());

const good = await server.token('member@example.test');
const { body: revoked } = await good.post('/api/v2/user-tokens');
await good.post(`/api/v2/user-tokens/${revoked.id}/revoke`);

/** Each test begins where nothing is counted. */
beforeEach(() => {
  ahead += 60_000;
});

const guess = (headers: Record<string, string>, localAddress?: string) =>
  createClient(server.url, { localAddress }).get('/api/v2/auth/me', { headers });
const wrong = () => guess({ 'x-platz-token': unknownToken() });

test('one wrong guess too many is answered 429, and says how long to wait', async () => {
  for (let n = 0; n < 3; n++) expectErrorBody(await wrong(), 'token_unknown');
  ahead += 20_000;
  const answer = await wrong();
  expectErrorBody(answer, 'rate_limited');
  expect(answer.headers['retry-after']).toBe('40');
  expect(answer.body.retry_after_s).toBe(40);
  ahead += 40_000;
  expectErrorBody(await wrong(), 'token_unknown');
});

test('malformed tokens and false sessions count as well, together', async () => {
  expectErrorBody(await guess({ 'x-platz-token': 'x' }), 'token_malformed');
  expectErrorBody(await guess({ authorization: 'Bearer x.y.z' }), 'session_invalid');
  expectErrorBody(await guess({ cookie: 'keywright_session=x.y.z' }), 'session_invalid');
  expectErrorBody(await guess({ 'x-platz-token': 'x' }), 'rate_limited');
  expectErrorBody(await wrong(), 'rate_limited');
});

test('who has a good credential is let in all the same', async () => {
  for (let n = 0; n < 5; n++) await wrong();
  expect((await good.get('/api/v2/auth/me')).status).toBe(200);
});

test('another address is not held to it', async () => {
  for (let n = 0; n < 5; n++) await wrong();
  const elsewhere = await guess({ 'x-platz-token': unknownToken() }, '127.0.0.9');
  expectErrorBody(elsewhere, 'token_unknown');
});

test('no guess: without a credential, or with one that was good once', async () => {
  for (let n = 0; n < 5; n++) {
    expectErrorBody(await guess({}), 'unauthenticated');
    expectErrorBody(await guess({ 'x-platz-token': revoked.created_token }), 'token_revoked');
  }
});

test('a guess beyond the limit is not told apart by what was wrong with it', async () => {
  for (let n = 0; n < 3; n++) await wrong();
  const answers = [await wrong(), await guess({ 'x-platz-token': 'x' })];
  const [one, other] = answers.map(({ body }) => ({ ...body, request_id: '' }));
  expect(one).toEqual(other);
});

test('made-up codes are guesses too', async () => {
  const finish = () =>
    server.anonymous().post('/api/v2/auth/oidc/callback', { body: { auth_code: 'made up' } });
  for (let n = 0; n < 3; n++) expectErrorBody(await finish(), 'sign_in_refused');
  expectErrorBody(await finish(), 'rate_limited');
});

test('sign-ins are limited before the provider is asked, in the API and in the page', async () => {
  const begin = () => server.anonymous().get('/api/v2/auth/oidc');
  for (let n = 0; n < 12; n++) expect((await begin()).status).toBe(200);
  const answer = await begin();
  expectErrorBody(answer, 'rate_limited');
  expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  const page = await server.anonymous().get('/auth/sign-in');
  expect(page.status).toBe(303);
  expect(page.headers.location).toMatch(/^\/sign-in-problem\?.*code=rate_limited/);
});

import { afterAll, afterEach, expect, test } from 'vitest';
import { CookieJar } from '../../../../../../tests/kit/cookie-jar.ts';
import { startTestServer } from '../../../../../../tests/kit/server.ts';
import { callbackOfBrowser, passProvider } from '../../../../../../tests/kit/sign-in.ts';

let ahead = 0;
const server = await startTestServer({ clock: () => Date.now() + ahead });
afterAll(() => server.stop());
afterEach(() => {
  ahead = 0;
});

const member = { email: 'member@example.test' };
const client = server.anonymous();

async function start(name: 'oidc' | 'google'): Promise<URL> {
  const { status, body, headers } = await client.get(`/api/v2/auth/${name}`);
  expect(status).toBe(200);
  expect(headers['set-cookie']).toBeUndefined();
  return new URL(body.redirect_url);
}

async function codeFrom(url: URL): Promise<string> {
  const callback = await passProvider(new CookieJar(), url, member);
  return callback.searchParams.get('code') ?? '';
}

const finish = (name: 'oidc' | 'google', auth_code: unknown) =>
  client.post(`/api/v2/auth/${name}/callback`, { body: { auth_code } });

test.each(['oidc', 'google'] as const)(
  '%s: a code becomes a session, and no cookie',
  async (name) => {
    const url = await start(name);
    expect(url.searchParams.get('redirect_uri')).toBe(`${server.url}/auth/${name}/callback`);
    expect(url.searchParams.get('code_challenge')).toBeNull();
    const { status, body, headers } = await finish(name, await codeFrom(url));
    expect(status).toBe(200);
    expect(Object.keys(body)).toEqual(['access_token']);
    expect(headers['set-cookie']).toBeUndefined();
    const me = await client.get('/api/v2/auth/me', {
      headers: { authorization: `Bearer ${body.access_token}` },
    });
    expect(me.body.User.email).toBe(member.email);
  },
);

test('a code works once', async () => {
  const code = await codeFrom(await start('oidc'));
  expect((await finish('oidc', code)).status).toBe(200);
  const { status, body } = await finish('oidc', code);
  expect([status, body.code, body.reason]).toEqual([401, 'sign_in_refused', 'already_used']);
});

test('two codes of one start: the first finishes it', async () => {
  const url = await start('google');
  const [one, other] = [await codeFrom(url), await codeFrom(url)];
  expect((await finish('google', one)).status).toBe(200);
  expect((await finish('google', other)).body.reason).toBe('already_used');
});

test('two codes of one start at the same time: one finishes it', async () => {
  const url = await start('google');
  const codes = await Promise.all([codeFrom(url), codeFrom(url), codeFrom(url)]);
  const answers = await Promise.all(codes.map((code) => finish('google', code)));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401]);
});

test('a code goes with the name it was started under', async () => {
  const code = await codeFrom(await start('oidc'));
  expect((await finish('google', code)).body).toMatchObject({
    code: 'sign_in_refused',
    reason: 'already_used',
  });
});

test('a browser’s code is no API client’s', async () => {
  const callback = await callbackOfBrowser(server.url, new CookieJar(), member);
  const { status, body } = await finish('oidc', callback.searchParams.get('code'));
  expect([status, body.code]).toEqual([401, 'sign_in_refused']);
});

test.each([
  ['of a browser’s sign-in', async () => browserNonce()],
  ['made up', async () => 'n-0S6_WzA2Mj'],
  ['of none', async () => undefined],
])('a code with a nonce %s is refused', async (_which, nonceOf) => {
  const url = await start('oidc');
  const nonce = await nonceOf();
  if (nonce) url.searchParams.set('nonce', nonce);
  else url.searchParams.delete('nonce');
  const { status, body } = await finish('oidc', await codeFrom(url));
  expect([status, body.reason]).toEqual([401, 'provider_error']);
});

async function browserNonce(): Promise<string> {
  const { headers } = await client.get('/auth/sign-in');
  return new URL(headers.location ?? '').searchParams.get('nonce') ?? '';
}

test('more than ten minutes after the start it is too late', async () => {
  const code = await codeFrom(await start('oidc'));
  ahead = 10 * 60_000 + 1000;
  expect((await finish('oidc', code)).body.reason).toBe('state_expired');
});

test.each([undefined, null, '', 42, 'a'.repeat(5000)])('a code of %j is refused', async (code) => {
  expect((await finish('oidc', code)).status).toBe(400);
});

test.each(['made-up', 'é\0"<>', 'a&grant_type=client_credentials'])(
  'the code %j is not the provider’s',
  async (code) => {
    const { status, body } = await finish('oidc', code);
    expect([status, body.code]).toEqual([401, 'sign_in_refused']);
  },
);

test('no code and no token is written to the log', async () => {
  const code = await codeFrom(await start('oidc'));
  const { body } = await finish('oidc', code);
  await finish('oidc', code);
  const log = server.log().join('\n');
  expect(log).not.toContain(code);
  expect(log).not.toContain(body.access_token);
});

import { afterAll, afterEach, expect, test } from 'vitest';
import { CookieJar } from '../../../../../../tests/kit/cookie-jar.ts';
import { createClient, exchange } from '../../../../../../tests/kit/http-client.ts';
import { startTestServer } from '../../../../../../tests/kit/server.ts';
import { callbackOfBrowser, passProvider } from '../../../../../../tests/kit/sign-in.ts';

let ahead = 0;
const server = await startTestServer({ clock: () => Date.now() + ahead });
afterAll(() => server.stop());
afterEach(() => {
  ahead = 0;
});

const member = { email: 'member@example.test' };

/** What the browser with this jar is answered at this address of the site. */
async function visit(jar: CookieJar, url: URL) {
  return createClient(server.url, { jar }).get(url.pathname + url.search);
}

function reasonOf(location: string | undefined): string | null {
  const url = new URL(location ?? '', server.url);
  expect(url.pathname).toBe('/sign-in-problem');
  expect(url.searchParams.get('request_id')).not.toBe('');
  return url.searchParams.get('reason');
}

const hasSession = (jar: CookieJar) => jar.names().some((name) => /keywright_session/.test(name));

test('ends on the page the person came for, with a session and nothing else kept', async () => {
  const jar = new CookieJar();
  const { headers } = await createClient(server.url, { jar }).get(
    '/auth/sign-in?return_to=%2Fprofile%2Fuser-tokens%3Fstate%3Dactive',
  );
  const callback = await passProvider(jar, new URL(headers.location ?? ''), member);
  const answer = await visit(jar, callback);
  expect(answer.status).toBe(303);
  expect(answer.headers.location).toBe('/profile/user-tokens?state=active');
  expect(jar.names().filter((name) => name.includes('keywright'))).toEqual(['keywright_session']);
});

test('asks the provider with PKCE, state and nonce', async () => {
  const { headers } = await server.anonymous().get('/auth/sign-in');
  const { searchParams } = new URL(headers.location ?? '');
  expect(Object.fromEntries(searchParams)).toMatchObject({
    response_type: 'code',
    scope: 'openid email profile',
    redirect_uri: `${server.url}/auth/callback`,
    code_challenge_method: 'S256',
    code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    state: expect.stringMatching(/^[\w-]{43}$/),
    nonce: expect.stringMatching(/^[\w-]{31}\.[\w-]{43}$/),
  });
  expect(String(headers['set-cookie'])).toMatch(/HttpOnly.*SameSite=Lax/i);
});

test.each([
  'https://evil.example',
  '//evil.example',
  '/\\evil.example',
  '/%09/../..//evil.example',
])('does not lead on to %s', async (asked) => {
  const jar = new CookieJar();
  const path = `/auth/sign-in?return_to=${encodeURIComponent(asked)}`;
  const { headers } = await createClient(server.url, { jar }).get(path);
  const callback = await passProvider(jar, new URL(headers.location ?? ''), member);
  const { location } = (await visit(jar, callback)).headers;
  expect(new URL(location ?? '', server.url).origin).toBe(server.url);
  expect(location).toMatch(/^\/(?!\/)/);
});

test('a callback works once', async () => {
  const jar = new CookieJar();
  const callback = await callbackOfBrowser(server.url, jar, member);
  expect((await visit(jar, callback)).headers.location).toBe('/');
  expect(reasonOf((await visit(jar, callback)).headers.location)).toBe('state_expired');
});

test('a callback works once, even with the cookie of before put back', async () => {
  const jar = new CookieJar();
  const callback = await callbackOfBrowser(server.url, jar, member);
  const cookie = jar.headerFor(new URL(server.url)) ?? '';
  await visit(jar, callback);
  const again = await createClient(server.url, { headers: { cookie } }).get(
    callback.pathname + callback.search,
  );
  expect(reasonOf(again.headers.location)).toBe('already_used');
  expect(String(again.headers['set-cookie'] ?? '')).not.toContain('keywright_session');
});

test('two of one callback at the same time: one session', async () => {
  const jar = new CookieJar();
  const callback = await callbackOfBrowser(server.url, jar, member);
  const cookie = jar.headerFor(new URL(server.url)) ?? '';
  const client = createClient(server.url, { headers: { cookie } });
  const answers = await Promise.all(
    [1, 2, 3].map(() => client.get(callback.pathname + callback.search)),
  );
  const signedIn = answers.filter(({ headers }) => headers.location === '/');
  expect(signedIn).toHaveLength(1);
});

test('a callback in another browser is refused: that one did not ask', async () => {
  const callback = await callbackOfBrowser(server.url, new CookieJar(), member);
  const victim = new CookieJar();
  expect(reasonOf((await visit(victim, callback)).headers.location)).toBe('state_expired');
  await callbackOfBrowser(server.url, victim, { email: 'other@example.test' });
  expect(reasonOf((await visit(victim, callback)).headers.location)).toBe('state_expired');
  expect(hasSession(victim)).toBe(false);
});

test.each(['state', 'code', 'iss'])('a callback with another %s is refused', async (name) => {
  const jar = new CookieJar();
  const callback = await callbackOfBrowser(server.url, jar, member);
  callback.searchParams.set(name, 'https://other.example');
  const reason = reasonOf((await visit(jar, callback)).headers.location);
  const expected = { state: 'state_expired', code: 'already_used', iss: 'provider_error' };
  expect(reason).toBe(expected[name as keyof typeof expected]);
  expect(hasSession(jar)).toBe(false);
});

test.each([
  '',
  '?code=a',
  '?state=a&state=b&code=c',
  '?error=access_denied',
  `?code=${'a'.repeat(5000)}`,
])('a made-up callback %s is explained, and makes no session', async (query) => {
  const jar = new CookieJar();
  const answer = await visit(jar, new URL(`/auth/callback${query}`, server.url));
  expect(answer.status).toBe(303);
  expect(reasonOf(answer.headers.location)).toMatch(/state_expired|provider_error/);
  expect(hasSession(jar)).toBe(false);
});

test('more than ten minutes after the start it is too late', async () => {
  const jar = new CookieJar();
  const callback = await callbackOfBrowser(server.url, jar, member);
  ahead = 10 * 60_000 + 1000;
  expect(reasonOf((await visit(jar, callback)).headers.location)).toBe('state_expired');
});

test('a person who cancels at the provider is told that they did', async () => {
  const jar = new CookieJar();
  const { headers } = await createClient(server.url, { jar }).get('/auth/sign-in');
  const step = async (method: 'GET' | 'POST', url: URL) => {
    const cookie = jar.headerFor(url);
    const answer = await exchange(method, url, undefined, cookie ? { cookie } : {});
    jar.take(url, answer.headers['set-cookie'] ?? []);
    return new URL(answer.headers.location ?? '', url);
  };
  const page = await step('GET', new URL(headers.location ?? ''));
  const resume = await step('POST', new URL(`${page.pathname}/cancel`, page));
  const callback = await step('GET', resume);
  expect(reasonOf((await visit(jar, callback)).headers.location)).toBe('cancelled');
});

test('a session ends a week after the sign-in', async () => {
  const client = await server.as(member);
  ahead = 7 * 86_400_000 - 60_000;
  expect((await client.get('/api/v2/auth/me')).status).toBe(200);
  ahead = 7 * 86_400_000 + 1000;
  expect((await client.get('/api/v2/auth/me')).body.code).toBe('session_expired');
});

import { createServer, type RequestListener } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { CookieJar } from '../../../../../../tests/kit/cookie-jar.ts';
import { freePort } from '../../../../../../tests/kit/free-port.ts';
import { startTestServer, type TestServer } from '../../../../../../tests/kit/server.ts';
import { callbackOfBrowser, passProvider } from '../../../../../../tests/kit/sign-in.ts';
import {
  type DevelopmentProvider,
  type DevelopmentProviderOptions,
  startDevelopmentProvider,
} from '../../../development/provider.ts';
import { callbackPaths } from './operations.ts';

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

const member = { email: 'member@example.test' };

interface Scene {
  readonly provider: DevelopmentProvider;
  readonly server: TestServer;
}

/** A server whose provider is another program, as in production. */
async function scene({
  env = {},
  ...options
}: Partial<DevelopmentProviderOptions> & {
  env?: Record<string, string>;
} = {}): Promise<Scene> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const redirectUris = callbackPaths.map((path) => `${url}${path}`);
  const provider = await startDevelopmentProvider({ redirectUris, ...options });
  stops.push(() => provider.stop());
  const server = await startTestServer({
    env: {
      KEYWRIGHT_DEV_SIGN_IN: 'off',
      KEYWRIGHT_PORT: `${port}`,
      KEYWRIGHT_OIDC_ISSUER: provider.issuer,
      KEYWRIGHT_OIDC_CLIENT_ID: provider.clientId,
      KEYWRIGHT_OIDC_CLIENT_SECRET: provider.clientSecret,
      KEYWRIGHT_AUTO_ACTIVATE_DOMAINS: 'example.test',
      ...env,
    },
  });
  stops.push(() => server.stop());
  return { provider, server };
}

async function finishApi(server: TestServer) {
  const { body } = await server.anonymous().get('/api/v2/auth/oidc');
  const callback = await passProvider(new CookieJar(), new URL(body.redirect_url), member);
  return server.anonymous().post('/api/v2/auth/oidc/callback', {
    body: { auth_code: callback.searchParams.get('code') },
  });
}

async function isUnavailable({ server }: Scene): Promise<void> {
  const page = await server.anonymous().get('/auth/sign-in');
  expect([page.status, page.headers.location]).toEqual([
    303,
    expect.stringContaining('reason=provider_unavailable'),
  ]);
  const { status, headers, body } = await server.anonymous().get('/api/v2/auth/google');
  expect([status, body.code]).toEqual([503, 'provider_unavailable']);
  expect(Number(headers['retry-after'])).toBe(body.retry_after_s);
}

test('a wrong client secret is the operator’s to mend', async () => {
  const { server } = await scene({ env: { KEYWRIGHT_OIDC_CLIENT_SECRET: 'expired' } });
  await expect(server.as(member)).rejects.toThrow('reason=client_rejected');
  const { status, body } = await finishApi(server);
  expect([status, body.code, body.reason]).toEqual([401, 'sign_in_refused', 'client_rejected']);
  expect(body.message).toContain('operator');
});

test('a server starts while its provider is down, and signs in once it is up', async () => {
  const first = await scene();
  const { port } = new URL(first.provider.issuer);
  await first.provider.stop();
  await first.server.restart();
  await isUnavailable(first);
  expect((await first.server.anonymous().get('/api/v2/auth/options')).status).toBe(200);

  const redirectUris = callbackPaths.map((path) => `${first.server.url}${path}`);
  const again = await startDevelopmentProvider({ port: Number(port), redirectUris });
  stops.push(() => again.stop());
  await first.server.restart({ KEYWRIGHT_OIDC_CLIENT_SECRET: again.clientSecret });
  expect((await (await first.server.as(member)).get('/api/v2/auth/me')).status).toBe(200);
});

test('a provider that goes down in the middle is told apart from one that refuses', async () => {
  const { server, provider } = await scene();
  const jar = new CookieJar();
  const callback = await callbackOfBrowser(server.url, jar, member);
  await provider.stop();
  const cookie = jar.headerFor(callback) ?? '';
  const { headers } = await server
    .anonymous()
    .get(callback.pathname + callback.search, { headers: { cookie } });
  expect(headers.location).toContain('reason=provider_unavailable');
});

test('what the ID token leaves out is asked for', async () => {
  const { server } = await scene({ claimsFrom: 'userinfo' });
  const client = await server.as({ ...member, name: 'Mika Member' });
  const { body } = await client.get('/api/v2/auth/me');
  expect(body.User).toMatchObject({ email: member.email, display_name: 'Mika Member' });
  expect((await finishApi(server)).status).toBe(200);
});

test('an address nobody verified is taken where the operator said so', async () => {
  const { server } = await scene({ env: { KEYWRIGHT_OIDC_REQUIRE_VERIFIED_EMAIL: 'false' } });
  const client = await server.as({ ...member, emailVerified: false });
  expect((await client.get('/api/v2/auth/me')).status).toBe(200);
});

test.each<[string, RequestListener]>([
  ['answers 500', (_request, response) => response.writeHead(500).end()],
  ['answers with a page', (_request, response) => response.end('<h1>Maintenance</h1>')],
  ['hangs up', (request) => request.socket.destroy()],
  [
    'is another one',
    (_request, response) =>
      response
        .setHeader('content-type', 'application/json')
        .end(JSON.stringify({ issuer: 'https://accounts.google.com' })),
  ],
])('a provider that %s is unavailable', async (_how, listener) => {
  const broken = createServer(listener);
  const port = await freePort();
  await new Promise<void>((resolve) => broken.listen(port, '127.0.0.1', resolve));
  stops.push(async () => broken.close());
  await isUnavailable(await scene({ env: { KEYWRIGHT_OIDC_ISSUER: `http://127.0.0.1:${port}` } }));
});

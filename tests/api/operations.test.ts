import { once } from 'node:events';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { json } from 'node:stream/consumers';
import { expect, test, vi } from 'vitest';
import { freePort } from '../kit/free-port.ts';
import { createClient } from '../kit/http-client.ts';
import { startTestServer, type TestServer } from '../kit/server.ts';
import { expectErrorBody } from './matrix-answers.ts';

/** A change whose head the server has read and whose body it waits for. */
async function beginChange(server: TestServer): Promise<ClientRequest> {
  const token = await server.token('member@example.test');
  const body = '{"name":"under way"}';
  const sent = request(new URL('/api/v2/user-tokens', server.url), {
    method: 'POST',
    agent: false,
    headers: {
      ...token.credentialHeaders(),
      'content-type': 'application/json',
      'content-length': body.length,
      expect: '100-continue',
    },
  });
  sent.flushHeaders();
  await once(sent, 'continue');
  return sent;
}

test('it says that it lives, and that it is ready', async () => {
  const server = await startTestServer();
  const [alive, ready] = [
    await server.anonymous().get('/healthz'),
    await server.anonymous().get('/readyz'),
  ];
  expect([alive.status, alive.body]).toEqual([200, { status: 'ok' }]);
  expect([ready.status, ready.body]).toEqual([200, { status: 'ready' }]);
  await server.stop();
});

test('a request that is under way when the server stops is answered, and new ones are not taken', async () => {
  const server = await startTestServer();
  const sent = await beginChange(server);
  const stopped = server.stop();
  await vi.waitFor(
    () => expect(createClient(server.url).get('/healthz')).rejects.toThrow('ECONNREFUSED'),
    5000,
  );
  sent.end('{"name":"under way"}');
  const [received] = (await once(sent, 'response')) as [IncomingMessage];
  expect(received.statusCode).toBe(201);
  expect(await json(received)).toMatchObject({ name: 'under way' });
  await stopped;
});

test('a request that does not come to its end is cut off after the time to drain', async () => {
  const server = await startTestServer({ env: { KEYWRIGHT_DRAIN_SECONDS: '0' } });
  const sent = await beginChange(server);
  const cut = once(sent, 'error');
  await server.stop();
  const [error] = await cut;
  expect(error.code).toBe('ECONNRESET');
});

test('without a token of its own, /metrics is for this machine and for nothing that came through a proxy', async () => {
  const server = await startTestServer();
  const read = (headers: Record<string, string> = {}) =>
    server.anonymous().get('/metrics', { headers });
  const { status, headers, body } = await read();
  expect([status, headers['content-type']]).toEqual([200, expect.stringMatching(/^text\/plain/)]);
  expect(body).toContain('keywright_http_requests_total');
  expectErrorBody(await read({ 'x-forwarded-for': '127.0.0.1' }), 'not_found');
  expectErrorBody(await read({ forwarded: 'for=127.0.0.1' }), 'not_found');
  expectErrorBody(await read({ 'x-real-ip': '127.0.0.1' }), 'not_found');
  await server.stop();
});

test('nor is it for a page elsewhere that points its name at this machine', async () => {
  const server = await startTestServer();
  const readAs = (host: string) => server.anonymous().get('/metrics', { headers: { host } });
  expect((await readAs('localhost:9090')).status).toBe(200);
  for (const host of [
    'rebound.example',
    'localhost.rebound.example',
    '127.0.0.1.rebound.example',
  ]) {
    expectErrorBody(await readAs(host), 'not_found');
  }
  await server.stop();
});

test('nor for anybody without it where people open the site elsewhere: a proxy may say nothing of itself', async () => {
  const port = await freePort();
  // Nothing is asked of the provider before somebody signs in.
  const server = await startTestServer({
    env: {
      KEYWRIGHT_URL: 'https://keys.example.test',
      KEYWRIGHT_DEV_SIGN_IN: 'off',
      KEYWRIGHT_OIDC_ISSUER: 'https://provider.example.test',
      KEYWRIGHT_OIDC_CLIENT_ID: 'keywright',
      KEYWRIGHT_OIDC_CLIENT_SECRET: 'not asked for',
      KEYWRIGHT_PORT: String(port),
    },
  });
  const proxy = createClient(`http://127.0.0.1:${port}`);
  expect((await proxy.get('/readyz')).status).toBe(200);
  expectErrorBody(await proxy.get('/metrics'), 'not_found');
  await server.stop();
});

test('with one, it is for who sends it', async () => {
  const token = 'a-token-for-metrics';
  const server = await startTestServer({ env: { KEYWRIGHT_METRICS_TOKEN: token } });
  const read = (authorization?: string) =>
    server.anonymous().get('/metrics', { headers: authorization ? { authorization } : {} });
  expect((await read(`Bearer ${token}`)).status).toBe(200);
  for (const wrong of [undefined, token, `Bearer ${token}x`, 'Bearer ', `Basic ${token}`]) {
    expectErrorBody(await read(wrong), 'not_found');
  }
  await server.stop();
});

test('metrics and log name routes, and nothing of what was asked for', async () => {
  const server = await startTestServer();
  const id = crypto.randomUUID();
  await server.anonymous().get(`/api/v2/user-tokens/${id}?search=needle`);
  const { body } = await server.anonymous().get('/metrics');
  expect(body).toContain(
    'keywright_http_requests_total{method="GET",route="/api/v2/user-tokens/:id",status="401"} 1',
  );
  const said = body + server.log().join('\n');
  expect(said).not.toContain(id);
  expect(said).not.toContain('needle');
  await server.stop();
});

test('every line of the log is JSON, and every request has one with its id', async () => {
  const server = await startTestServer();
  const { headers } = await server.anonymous().get('/api/v2/auth/me');
  const lines = server.log().map((line) => JSON.parse(line));
  expect(lines.filter(({ reqId }) => reqId === headers['x-request-id'])).toMatchObject([
    { method: 'GET', route: '/api/v2/auth/me', status: 401, address: '127.0.0.1' },
  ]);
  await server.stop();
});

test('a request id that a caller sends is not taken for ours', async () => {
  const server = await startTestServer();
  const sent = { 'request-id': 'mine', 'x-request-id': 'mine' };
  const { headers } = await server.anonymous().get('/api/v2/auth/me', { headers: sent });
  expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  await server.stop();
});

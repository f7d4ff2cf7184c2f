import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { afterEach, expect, expectTypeOf, test } from 'vitest';
import { createClient, KeywrightError, type LiveEvent } from './index.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;
const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

async function serve(handler: Handler): Promise<string> {
  const server = createServer(handler).listen(0, '127.0.0.1');
  await once(server, 'listening');
  stops.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const caught = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => expect.fail('It should have failed.'),
    (error: unknown) => error,
  );

test('a call is made of its endpoint’s method, path, query, body and the token', async () => {
  const seen: unknown[] = [];
  const baseUrl = await serve(async (request, response) => {
    const parts = await request.toArray();
    const { method, url, headers } = request;
    seen.push([method, url, headers['x-platz-token'], Buffer.concat(parts).toString()]);
    response.setHeader('content-type', 'application/json').end('{"items":[]}');
  });
  const client = createClient({ url: `${baseUrl}/`, token: () => 'kwp_secret' });
  await client.listUsers({ query: { page: 2, is_active: true, search: 'a&b', email: undefined } });
  await client.updateUser({ params: { id: 'a/b' }, body: { is_active: false } });
  await client.authMe();
  expect(seen).toEqual([
    ['GET', '/api/v2/users?page=2&is_active=true&search=a%26b', 'kwp_secret', ''],
    ['PUT', '/api/v2/users/a%2Fb', 'kwp_secret', '{"is_active":false}'],
    ['GET', '/api/v2/auth/me', 'kwp_secret', ''],
  ]);
});

test('a change that is only tried answers with what it would do', async () => {
  const baseUrl = await serve((request, response) => {
    if (!request.url?.endsWith('?dry_run=true')) return void response.writeHead(204).end();
    response.setHeader('content-type', 'application/json').end('{"dry_run":true,"grants":3}');
  });
  const client = createClient({ url: baseUrl });
  const params = { id: 'an-env' };
  expect(await client.deleteEnv({ params, query: { dry_run: true } })).toMatchObject({ grants: 3 });
  expect(await client.deleteEnv({ params })).toBeUndefined();
});

test('only what an endpoint needs is required, and answers have their type', () => {
  const client = createClient({ url: 'http://127.0.0.1:1' });
  expectTypeOf(client.createUserToken).toBeCallableWith();
  expectTypeOf(client.getUser).parameters.toMatchTypeOf<[{ params: { id: string } }]>();
  expectTypeOf(client.getUserAvatar).returns.resolves.toEqualTypeOf<Blob>();
  expectTypeOf(client.signOut).returns.resolves.toEqualTypeOf<undefined>();
  expectTypeOf(client.events).returns.toEqualTypeOf<AsyncIterable<LiveEvent>>();
});

test('a refusal keeps what the server said', async () => {
  const body = {
    code: 'invalid_request',
    message: 'No.',
    request_id: 'req-1',
    fields: [{ field: 'name', message: 'Must not be empty.' }],
  };
  const baseUrl = await serve((_, response) => {
    response.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  const error = await caught(createClient({ url: baseUrl }).createUserToken());
  expect(error).toBeInstanceOf(KeywrightError);
  expect(error).toMatchObject({ ...body, status: 400 });
});

test('no answer, and an answer that is not the API’s, are told apart', async () => {
  const gone = await caught(createClient({ url: 'http://127.0.0.1:1' }).authMe());
  expect(gone).toMatchObject({ code: 'unreachable', status: 0 });
  const baseUrl = await serve((_, response) => {
    response.writeHead(502).end('<h1>Bad gateway</h1>');
  });
  const foreign = await caught(createClient({ url: baseUrl }).authMe());
  expect(foreign).toMatchObject({ code: 'unreadable', status: 502 });
});

test('what the caller aborts ends with their reason, not as a failure of the server', async () => {
  const baseUrl = await serve(() => undefined);
  const stop = new AbortController();
  const call = caught(createClient({ url: baseUrl }).authMe({ signal: stop.signal }));
  stop.abort(new Error('changed my mind'));
  expect(await call).toMatchObject({ message: 'changed my mind' });
});

test('events come one by one, however the bytes are cut', async () => {
  const text =
    ': hello\n\ndata: {"kind":"resync"}\r\n\r\nid: 7\ndata: {"kind":"user",\ndata: "id":"ü"}\n\ndata: {"kind":"cut';
  const baseUrl = await serve(async (_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const byte of Buffer.from(text)) {
      response.write(Buffer.of(byte));
      await new Promise(setImmediate);
    }
    response.end();
  });
  const events: unknown[] = [];
  for await (const event of createClient({ url: baseUrl }).events()) events.push(event);
  expect(events).toEqual([{ kind: 'resync' }, { kind: 'user', id: 'ü' }]);
});

test('a stream that is refused throws as any call does', async () => {
  const baseUrl = await serve((_, response) => {
    response.writeHead(401).end('{"code":"session_ended","message":"Over.","request_id":"r"}');
  });
  const events = createClient({ url: baseUrl }).events()[Symbol.asyncIterator]();
  expect(await caught(events.next())).toMatchObject({ code: 'session_ended', status: 401 });
});

test('neither the client nor its errors show the token', async () => {
  const token = 'kwp_do-not-show-me';
  const client = createClient({ url: 'http://127.0.0.1:1', token });
  const error = (await caught(client.authMe())) as Error;
  for (const thing of [client, error, error.cause]) {
    expect(inspect(thing, { depth: 9, showHidden: true })).not.toContain(token);
    expect(JSON.stringify(thing) ?? '').not.toContain(token);
  }
});

import { inspect } from 'node:util';
import { expect, expectTypeOf, test } from 'vitest';
import { answering } from '../../../tests/kit/answering.ts';
import { createClient, isFailure, KeywrightError, type LiveEvent, redact } from './index.ts';

/** Nothing listens there. */
const nowhere = { url: 'http://127.0.0.1:1', retries: 0 };

const caught = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => expect.fail('It should have failed.'),
    (error: unknown) => error,
  );

test('a call is made of its endpoint’s method, path, query, body and the token', async () => {
  const seen: unknown[] = [];
  const url = await answering(async (request, response) => {
    const parts = await request.toArray();
    const { method, headers } = request;
    seen.push([method, request.url, headers['x-platz-token'], Buffer.concat(parts).toString()]);
    response.setHeader('content-type', 'application/json').end('{"items":[]}');
  });
  const client = createClient({ url: `${url}/`, token: () => 'kwp_secret' });
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
  const url = await answering((request, response) => {
    if (!request.url?.endsWith('?dry_run=true')) return void response.writeHead(204).end();
    response.setHeader('content-type', 'application/json').end('{"dry_run":true,"grants":3}');
  });
  const client = createClient({ url });
  const params = { id: 'an-env' };
  expect(await client.deleteEnv({ params, query: { dry_run: true } })).toMatchObject({ grants: 3 });
  expect(await client.deleteEnv({ params })).toBeUndefined();
});

test('only what an endpoint needs is required, and answers have their type', () => {
  const client = createClient(nowhere);
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
  const url = await answering((_, response) => {
    response.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  const error = await caught(createClient({ url }).createUserToken());
  expect(error).toBeInstanceOf(KeywrightError);
  expect(error).toMatchObject({ ...body, status: 400 });
});

test('no answer, and an answer that is not the API’s, are told apart', async () => {
  const gone = await caught(createClient(nowhere).authMe());
  expect(gone).toMatchObject({ code: 'unreachable', status: 0 });
  const url = await answering((_, response) => {
    response.writeHead(502).end('<h1>Bad gateway</h1>');
  });
  const foreign = await caught(createClient({ url }).authMe());
  expect(foreign).toMatchObject({ code: 'unreadable', status: 502 });
});

test('what the caller aborts ends with their reason, not as a failure of the server', async () => {
  const url = await answering(() => undefined);
  const stop = new AbortController();
  const call = caught(createClient({ url }).authMe({ signal: stop.signal }));
  stop.abort(new Error('changed my mind'));
  expect(await call).toMatchObject({ message: 'changed my mind' });
});

test('events come one by one, however the bytes are cut', async () => {
  const text =
    ': hello\n\ndata: {"kind":"resync"}\r\n\r\nid: 7\ndata: {"kind":"user",\ndata: "id":"ü"}\n\ndata: {"kind":"cut';
  const url = await answering(async (_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const byte of Buffer.from(text)) {
      response.write(Buffer.of(byte));
      await new Promise(setImmediate);
    }
    response.end();
  });
  const events: unknown[] = [];
  for await (const event of createClient({ url }).events()) events.push(event);
  expect(events).toEqual([{ kind: 'resync' }, { kind: 'user', id: 'ü' }]);
});

test('a stream that breaks off says so, and one that is aborted gives the reason', async () => {
  const stop = new AbortController();
  const url = await answering((request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('data: {"kind":"resync"}\n\n', () => {
      if (request.headers['x-platz-token'] === 'cut') setImmediate(() => response.destroy());
      else stop.abort(new Error('enough'));
    });
  });
  const all = async (token: string) => {
    const client = createClient({ url, token });
    for await (const event of client.events({ signal: stop.signal })) void event;
  };
  expect(await caught(all('cut'))).toMatchObject({ code: 'unreachable', status: 0 });
  expect(await caught(all('abort'))).toMatchObject({ message: 'enough' });
});

test('a stream that is refused throws as any call does', async () => {
  const url = await answering((_, response) => {
    response.writeHead(401).end('{"code":"session_ended","message":"Over.","request_id":"r"}');
  });
  const events = createClient({ url }).events()[Symbol.asyncIterator]();
  expect(await caught(events.next())).toMatchObject({ code: 'session_ended', status: 401 });
});

const token = `kwp_${'a'.repeat(22)}.${'b'.repeat(48)}`;
const session = `eyJhbGciOiJFUzI1NiJ9.${'c'.repeat(60)}.${'d'.repeat(86)}`;

/** Every form in which a thing may come to a log. */
const printed = (thing: unknown): string =>
  [inspect(thing, { depth: 9, showHidden: true }), JSON.stringify(thing), String(thing)].join('\n');

test('neither the client nor what it throws shows the token', async () => {
  const echo = await answering((request, response) => {
    const { headers } = request;
    const message = `Refused: ${headers['x-platz-token'] ?? headers.authorization}`;
    response.writeHead(401).end(JSON.stringify({ code: 'token_unknown', message }));
  });
  const holding = (secret: string) => async (_: unknown, request?: RequestInit) => {
    const failure = new TypeError(`fetch failed with ${secret}`, { cause: new Error(secret) });
    throw Object.assign(failure, { request, headers: new Headers(request?.headers) });
  };
  for (const secret of [token, session, 'any-text-at-all']) {
    for (const options of [nowhere, { url: echo }, { ...nowhere, fetch: holding(secret) }]) {
      const client = createClient({ ...options, token: secret });
      const error = await caught(client.authMe());
      expect(error).toBeInstanceOf(KeywrightError);
      expect(printed([client, error, (error as Error).stack])).not.toContain(secret);
    }
  }
});

test('a token that no header can hold is refused without being repeated', async () => {
  const error = await caught(createClient({ ...nowhere, token: 'two\nlines' }).authMe());
  expect(printed(error)).not.toContain('two');
});

test('texts for other logs lose secrets and keep ids', () => {
  expect(redact(`x=${token}, y=${session}.`)).toBe(
    `x=kwp_${'a'.repeat(22)}.[secret], y=[session].`,
  );
});

test('sessions and tokens each go in the header that every server reads them from', async () => {
  const seen: unknown[] = [];
  const url = await answering((request, response) => {
    seen.push([request.headers.authorization, request.headers['x-platz-token']]);
    response.end('{}');
  });
  await createClient({ url, token: async () => session }).authMe();
  await createClient({ url, token: () => token }).authMe();
  expect(seen).toEqual([
    [`Bearer ${session}`, undefined],
    [undefined, token],
  ]);
});

test('an address with a path is kept, one with a password refused without repeating it', async () => {
  const url = await answering((request, response) => void response.end(`{"at":"${request.url}"}`));
  expect(await createClient({ url: `${url}/keys/` }).authMe()).toEqual({
    at: '/keys/api/v2/auth/me',
  });
  expect(() => createClient({ url: 'https://me:word@example.com' })).toThrow(/^(?!.*word@).*token/);
  expect(() => createClient({ url: 'example.com' })).toThrow('https://');
});

test('a change tells what it waited for, whether or not its answer has a body', async () => {
  const body = {
    servers: 3,
    verifiers: 2,
    took_ms: 12,
    lapsed: [],
    durable: true,
  };
  const url = await answering((request, response) => {
    response.setHeader('keywright-confirmed', 'servers=3, verifiers=2, ms=12');
    if (request.method === 'DELETE') return void response.writeHead(204).end();
    response.end(JSON.stringify({ id: 'a-token', confirmed: body }));
  });
  const told: unknown[] = [];
  const client = createClient({ url, onReceipt: (receipt, name) => told.push([name, receipt]) });
  const params = { id: 'a-token' };
  await client.revokeUserToken({ params });
  await client.deleteUserToken({ params });
  await client.deleteUserToken({ params, onReceipt: (receipt) => told.push(receipt.took_ms) });
  expect(told).toEqual([
    ['revokeUserToken', body],
    ['deleteUserToken', { servers: 3, verifiers: 2, took_ms: 12 }],
    12,
  ]);
});

test('each code tells what comes with it', () => {
  const error: unknown = new KeywrightError({ code: 'forbidden', status: 403, message: 'No.' });
  if (!isFailure(error)) return expect.fail('It is one.');
  if (error.code === 'forbidden') expectTypeOf(error.permission).toEqualTypeOf<string>();
  if (error.code === 'conflict') expectTypeOf(error.permission).toEqualTypeOf<string | undefined>();
});

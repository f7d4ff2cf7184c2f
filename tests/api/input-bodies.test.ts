import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import type { ErrorCode } from '@keywright/contract';
import { afterAll, expect, test } from 'vitest';
import { startTestServer } from '../kit/server.ts';
import { expectErrorBody } from './matrix-answers.ts';

const server = await startTestServer();
afterAll(() => server.stop());

const admin = await server.as('admin@example.test');
const json = { 'content-type': 'application/json' };
const tokens = '/api/v2/user-tokens';
const users = '/api/v2/users';
const nested = (depth: number) => `{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`;

test.each<[string, string, ErrorCode]>([
  ['a text', 'not json', 'invalid_json'],
  ['half of it', '{"email":', 'invalid_json'],
  ['a comma too many', '{"email":"a@b.test",}', 'invalid_json'],
  ['a byte order mark', '\ufeff{', 'invalid_json'],
  ['white space alone', '  ', 'invalid_json'],
  ['a lone brace', '{', 'invalid_json'],
  ['NaN', 'NaN', 'invalid_json'],
  ['deep nesting', nested(33), 'invalid_json'],
  ['nesting to the end of the limit', nested(100_000), 'invalid_json'],
  ['null', 'null', 'invalid_request'],
  ['a list', '[]', 'invalid_request'],
  ['a list of objects', '[{"email":"a@b.test"}]', 'invalid_request'],
  ['a number', '7', 'invalid_request'],
  ['a text in JSON', '"a@b.test"', 'invalid_request'],
  ['true', 'true', 'invalid_request'],
  ['an object without the field', '{}', 'invalid_request'],
  ['the field inherited', '{"__proto__":{"email":"a@b.test"}}', 'invalid_request'],
  ['the field as a list', '{"email":["a@b.test"]}', 'invalid_request'],
  ['null for the field', '{"email":null}', 'invalid_request'],
])('a body that is %s is refused', async (_what, body, code) => {
  expectErrorBody(await admin.post(users, { body, headers: json }), code);
});

test('nesting within the limit is read, and what is not declared is passed over', async () => {
  const body = `{"name":"deep","extra":${nested(20)}}`;
  const answer = await admin.post(tokens, { body, headers: json });
  expect([answer.status, answer.body.name]).toEqual([201, 'deep']);
});

test('a key that is called __proto__ changes nothing', async () => {
  const body = '{"name":"named","__proto__":{"is_admin":true,"name":"other"},"constructor":1}';
  const answer = await admin.post(tokens, { body, headers: json });
  expect([answer.status, answer.body.name]).toEqual([201, 'named']);
  expect(({} as Record<string, unknown>)['is_admin']).toBeUndefined();
});

/** A request as bytes, for what no client library would send; the socket stays open for its answer. */
function sendRaw(framing: string): Socket {
  const { host, port } = new URL(server.url);
  const { cookie = '' } = admin.credentialHeaders();
  const head = [
    `POST ${users} HTTP/1.1`,
    `Host: ${host}`,
    `Origin: ${server.url}`,
    `Cookie: ${cookie}`,
    'Content-Type: application/json',
    'Connection: close',
    framing,
  ];
  const socket = connect(Number(port), '127.0.0.1');
  // It may close on us while we are still sending.
  socket.on('error', () => {});
  socket.write(`${head.join('\r\n')}\r\n\r\n`);
  return socket;
}

async function firstBytes(socket: Socket): Promise<string> {
  const [answer] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  return answer.toString();
}

test('bytes that are no UTF-8 are refused, and not guessed at', async () => {
  const body = Buffer.from([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xff, 0x22, 0x7d]);
  const socket = sendRaw(`Content-Length: ${body.length}`);
  socket.write(body);
  const answer = await text(socket);
  expect(answer).toContain('400 Bad Request');
  expect(answer).toContain('"invalid_json"');
});

test.each([
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'text/json',
  'application/jsonp',
  'application/json-seq',
  '',
  'nonsense',
])('a body of the type "%s" is refused', async (type) => {
  const headers = { 'content-type': type };
  expectErrorBody(
    await admin.post(tokens, { body: '{"name":"x"}', headers }),
    'unsupported_media_type',
  );
});

test.each([
  'application/json; charset=utf-8',
  'Application/JSON',
  'application/merge-patch+json',
  'application/json;',
])('a body of the type "%s" is read as JSON', async (type) => {
  const headers = { 'content-type': type };
  const answer = await admin.post(tokens, { body: '{"name":"typed"}', headers });
  expect([answer.status, answer.body.name]).toEqual([201, 'typed']);
});

test.each([
  'application/json',
  'text/plain',
  'application/x-www-form-urlencoded',
  'image/png',
  'nonsense',
])('an empty body is no body, whatever its type: %s', async (type) => {
  const headers = { 'content-type': type };
  expect((await admin.post(tokens, { body: '', headers })).status).toBe(201);
  const { body } = await admin.post(tokens, { headers });
  const { status } = await admin.delete(`${tokens}/${body.id}`, { headers });
  expect(status).toBe(204);
});

test('a body is looked at only after the credential', async () => {
  const { status, body } = await server.anonymous().post(tokens, { body: '{', headers: json });
  expect([status, body.code]).toEqual([401, 'unauthenticated']);
});

test('more than 256 KiB are too many', async () => {
  const body = `{"name":"${'x'.repeat(256 * 1024)}"}`;
  const answer = await admin.post(users, { body, headers: json });
  expectErrorBody(answer, 'payload_too_large');
});

test('10 MB are refused before they have come', async () => {
  const socket = sendRaw('Content-Length: 10000000');
  expect(await firstBytes(socket)).toContain('413 Payload Too Large');
});

test('a body without an announced length is refused once it is too large', async () => {
  const socket = sendRaw('Transfer-Encoding: chunked');
  const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
  for (let n = 0; n < 5; n++) socket.write(chunk);
  expect(await firstBytes(socket)).toContain('413 Payload Too Large');
});

test('after all this the server answers as before', async () => {
  expect((await admin.get('/api/v2/auth/me')).status).toBe(200);
  const failures = server.log().filter((line) => /"level":(50|60)/.test(line));
  expect(failures).toEqual([]);
});

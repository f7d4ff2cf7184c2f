import { afterAll, afterEach, expect, test } from 'vitest';
import { asClient, openPlatzSocket, type PlatzSocket } from '../kit/platz-socket.ts';
import { startTestServer } from '../kit/server.ts';

const server = await startTestServer();
afterAll(() => server.stop());

const open: PlatzSocket[] = [];
afterEach(() => {
  for (const socket of open.splice(0)) socket.raw.terminate();
});

const admin = await server.as({ email: 'admin@example.test', picture: 'none' });

async function connect(): Promise<PlatzSocket> {
  const socket = await openPlatzSocket(server.url, asClient(server.url, admin));
  open.push(socket);
  return socket;
}

const made = async (path: string) =>
  (await admin.post(`/api/v2/${path}`, { body: { name: 'made' } })).body;

const nonsense = [
  ...['', '{', 'null', '[]', '7', '"subscribe"', '{}', '{"type":"subscribe"}', '\u0000'],
  ...['{"type":"subscribe","table":"passwords"}', '{"type":"drop","table":"envs"}'],
  '{"type":"subscribe","table":["envs"]}',
  '{"type":"subscribe","table":"envs","env_id":"1 or 1=1"}',
  '{"type":"subscribe","table":"envs","env_id":{"$ne":null}}',
  '{"__proto__":{"type":"subscribe"},"table":"envs"}',
];

test('what is no message is passed over, as Platz does, and what comes after is heard', async () => {
  const env = await made('envs');
  const socket = await connect();
  for (const text of nonsense) socket.raw.send(text);
  await socket.settled();
  await admin.put(`/api/v2/envs/${env.id}`, { body: { name: 'renamed' } });
  socket.subscribe('deployment_kinds');
  await socket.settled();
  await made('deployment-kinds');
  expect(await socket.next()).toMatchObject({ table: 'deployment_kinds' });
});

test('who sends nothing else is shown out', async () => {
  const socket = await connect();
  for (let n = 0; n <= 100; n++) socket.raw.send('hello');
  expect(await socket.closed).toBe(1008);
});

test('who subscribes without end is shown out', async () => {
  const socket = await connect();
  for (let n = 0; n < 1001; n++) {
    socket.subscribe('envs', `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`);
  }
  expect(await socket.closed).toBe(1008);
});

test('a message of 10 MB is not waited for', async () => {
  const socket = await connect();
  socket.raw.send('x'.repeat(10_000_000));
  expect(await socket.closed).toBe(1009);
});

test('bytes where text is meant end it', async () => {
  const socket = await connect();
  socket.raw.send(Buffer.from('{"type":"subscribe","table":"envs"}'));
  expect(await socket.closed).toBe(1003);
});

test.each([
  ['an unmasked frame', Buffer.from([0x81, 0x01, 0x61]), 1002],
  ['a reserved opcode', Buffer.from([0x83, 0x80, 0, 0, 0, 0]), 1002],
  ['a compressed frame that was not agreed on', Buffer.from([0xc1, 0x80, 0, 0, 0, 0]), 1002],
  ['text that is no UTF-8', Buffer.from([0x81, 0x81, 0, 0, 0, 0, 0xff]), 1007],
  ['the length of 4 EB', Buffer.from([0x81, 0xff, 0x3f, 255, 255, 255, 255, 255, 255, 255]), 1009],
])('%s ends it, and leaves the server alone', async (_what, bytes, code) => {
  const socket = await connect();
  // biome-ignore lint/suspicious/noExplicitAny: below the protocol, where no well-behaved client gets.
  (socket.raw as any)._socket.write(bytes);
  expect(await socket.closed).toBe(code);
  expect((await admin.get('/api/v2/auth/me')).status).toBe(200);
});

import { once } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import type { Socket } from '../request/socket.ts';
import { socketOf } from './open-socket.ts';

const server = new WebSocketServer({ port: 0, host: '127.0.0.1', autoPong: false });
const clients: WebSocket[] = [];
afterEach(() => {
  for (const client of clients.splice(0)) client.terminate();
});

/** Both ends of a socket, which is asked for a sign of life every so many milliseconds. */
async function pair(
  everyMs?: number,
): Promise<{ client: WebSocket; raw: WebSocket; socket: Socket }> {
  const { port } = server.address() as { port: number };
  const client = new WebSocket(`ws://127.0.0.1:${port}`);
  clients.push(client);
  const [raw] = (await once(server, 'connection')) as [WebSocket];
  if (client.readyState !== WebSocket.OPEN) await once(client, 'open');
  return { client, raw, socket: socketOf(raw, { maxMessageBytes: 65_536 }, everyMs) };
}

test('who does not answer is cut off, and who answers is not', async () => {
  const [silent, alive] = [await pair(20), await pair(20)];
  silent.client.pause();
  await once(silent.raw, 'close');
  expect(alive.raw.readyState).toBe(WebSocket.OPEN);
});

test('what a reader does not take is not held for it without end', async () => {
  const { client, raw, socket } = await pair();
  client.pause();
  const chunk = 'x'.repeat(65_536);
  let sent = 0;
  const sending = (async () => {
    while (raw.readyState === WebSocket.OPEN) {
      await socket.send(chunk);
      sent++;
    }
  })();
  for (let before = -1; before !== sent; ) {
    before = sent;
    for (let n = 0; n < 500; n++) await turn();
  }
  expect(raw.bufferedAmount).toBeLessThan(200_000);
  raw.terminate();
  await sending;
});

test('who asks for signs of life and reads none of them is cut off', async () => {
  const { client, raw } = await pair();
  client.pause();
  const gone = once(raw, 'close');
  const asking = 'x'.repeat(120);
  while (raw.readyState === WebSocket.OPEN) {
    for (let n = 0; n < 5_000; n++) client.ping(asking);
    await turn();
  }
  await gone;
});

test('nothing is said on a socket that is closed', async () => {
  const { client, raw, socket } = await pair();
  const heard: unknown[] = [];
  client.on('message', (data) => heard.push(data));
  socket.close(1000, 'Enough.');
  await socket.send('more');
  const [code, reason] = await once(client, 'close');
  expect([code, String(reason)]).toEqual([1000, 'Enough.']);
  expect(heard).toEqual([]);
  if (raw.readyState !== WebSocket.CLOSED) await once(raw, 'close');
});

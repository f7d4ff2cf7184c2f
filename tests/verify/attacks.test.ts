import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { verify, verifySite } from './verify-kit.ts';

const site = await verifySite();
const { gateway, server } = site;
afterAll(() => server.stop());
const { token } = await site.account();
const caller = gateway.credentialHeaders()['x-platz-token'] ?? '';
const body = JSON.stringify({ token: token.text });
await verify(gateway, { token: token.text });

const head = (length: number, more = '') =>
  `POST /api/v2/verify HTTP/1.1\r\nhost: x\r\nx-platz-token: ${caller}\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n${more}\r\n`;

async function open(): Promise<Socket> {
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => {});
  await once(socket, 'connect');
  return socket;
}

/** All that comes until there are so many answers, or the connection ends. */
async function answers(socket: Socket, count: number): Promise<string> {
  let text = '';
  for await (const chunk of socket) {
    text += String(chunk);
    if (text.split('HTTP/1.1 ').length > count && text.endsWith('}')) break;
  }
  return text;
}

test('requests sent in one go are answered one after the other, in their order', async () => {
  const socket = await open();
  const unknown = JSON.stringify({ token: `${'A'.repeat(22)}.${'A'.repeat(43)}` });
  socket.write([body, unknown, body].map((one) => head(one.length) + one).join(''));
  const told = [...(await answers(socket, 3)).matchAll(/"valid":(true|false)/g)];
  expect(told.map(([, valid]) => valid)).toEqual(['true', 'false', 'true']);
});

test('a body that comes in pieces is one body, and one that is cut off is nobody’s', async () => {
  const socket = await open();
  socket.write(head(body.length));
  for (const piece of body.match(/.{1,20}/g) ?? []) {
    socket.write(piece);
    await new Promise(setImmediate);
  }
  expect(await answers(socket, 1)).toContain('"valid":true');
  const cut = await open();
  cut.write(head(body.length) + body.slice(0, 20));
  cut.destroy();
  expect(await verify(gateway, { token: token.text })).toMatchObject({ valid: true });
});

test('a body of another length than it says, or of 10 MB, is refused', async () => {
  const socket = await open();
  socket.write(head(10 * 1024 * 1024) + 'x'.repeat(70_000));
  expect(await answers(socket, 1)).toContain('payload_too_large');
  const twice = await open();
  twice.write(head(body.length, 'content-length: 3\r\n') + body);
  expect(await answers(twice, 1)).toMatch(/^HTTP\/1\.1 400/);
  const chunked = await open();
  chunked.write(head(body.length, 'transfer-encoding: chunked\r\n') + body);
  expect(await answers(chunked, 1)).toMatch(/^HTTP\/1\.1 400/);
});

test('what another organization has is told by no word of an answer', async () => {
  const [mine, theirs] = [await site.organization('Gum'), await site.organization('Hazel')];
  const verifier = await site.verifierAt(mine, mine);
  const here = await site.account({ home_id: mine });
  const there = await site.project(theirs, 'Hidden');
  const ask = (resource: string) =>
    verify(verifier, { token: here.token.text, permission: 'project.read', resource });
  expect(await ask(there)).toEqual(await ask('01890000-0000-7000-8000-000000000000'));
});

test('three hundred at once about a token that is not in memory are all answered', async () => {
  const fresh = await site.account();
  const asked = Array.from({ length: 300 }, () => verify(gateway, { token: fresh.token.text }));
  const told = await Promise.all(asked);
  expect(told.every(({ valid }) => valid === true)).toBe(true);
});

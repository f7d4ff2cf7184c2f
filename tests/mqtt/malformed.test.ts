import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Connected } from './mqtt-client.ts';
import { both, type MqttSite, mqttSite, topicOf } from './mqtt-site.ts';
import {
  acceptedRaw,
  connectFrame,
  frame,
  pingFrame,
  pong,
  publishFrame,
  rawClient,
  subscribeFrame,
  text,
} from './raw-client.ts';

let site: MqttSite;
let token: string;
let bystander: Connected;
beforeAll(async () => {
  site = await mqttSite({ env: { KEYWRIGHT_MQTT_MESSAGES_PER_SECOND: '100000' } });
  token = (await site.account({ on: site.project, permissions: both })).token;
  bystander = await site.connect(token, { clientId: 'bystander' });
  await bystander.subscribe(`m/${site.project}/#`);
});
afterEach(async () => {
  // Nothing of all that was heard by anybody, or hurt them.
  await bystander.publish(own(), 'mark');
  expect(await bystander.next()).toEqual({ topic: own(), payload: 'mark', retain: false });
});
afterAll(() => site.stop());

const own = () => topicOf(site.project, site.channel);
const invalidUtf8 = [
  Buffer.from([0xff]),
  Buffer.from([0xc0, 0xaf]),
  Buffer.from([0xed, 0xa0, 0x80]),
  Buffer.from([0xf8, 0x88, 0x80, 0x80, 0x80]),
  Buffer.from([0xe2, 0x82]),
];

test.each(invalidUtf8.map((bytes) => [bytes.toString('hex'), bytes] as const))(
  'a topic with the bytes %s, which are no UTF-8, ends the connection',
  async (_hex, bytes) => {
    const raw = await acceptedRaw(site.port, { token });
    raw.send(publishFrame(Buffer.concat([Buffer.from(`${own()}/`), bytes])));
    await raw.closed;
    const filters = await acceptedRaw(site.port, { token });
    filters.send(
      subscribeFrame(Buffer.concat([Buffer.from(`${own()}/`), bytes, Buffer.from('/#')])),
    );
    expect(await filters.read(5)).toEqual(Buffer.from([0x90, 3, 0, 1, 0x80]));
  },
);

test('a topic of 64 KB ends the connection, and such a filter is refused', async () => {
  const long = `${own()}/${'x'.repeat(65_535 - own().length - 1)}`;
  const raw = await acceptedRaw(site.port, { token });
  raw.send(subscribeFrame(long));
  expect(await raw.read(5)).toEqual(Buffer.from([0x90, 3, 0, 1, 0x80]));
  raw.send(publishFrame(long));
  await raw.closed;
});

const afterConnect: readonly [name: string, bytes: () => Buffer][] = [
  ['a second CONNECT', () => connectFrame({ token })],
  ['a packet of type 0', () => frame(0x00)],
  ['a packet of type 15', () => frame(0xf0)],
  ['CONNACK, which servers send', () => frame(0x20, [0, 0])],
  ['SUBACK, which servers send', () => frame(0x90, [0, 1, 0])],
  ['PUBLISH with both QoS bits', () => frame(0x36, text(own()), [0, 1], Buffer.from('x'))],
  ['PUBLISH without a topic', () => publishFrame('')],
  ['PUBLISH to a filter', () => publishFrame(`${own()}/#`)],
  ['PUBLISH cut off in its topic', () => frame(0x30, [0, 200], Buffer.from('short'))],
  ['PUBLISH with an empty body', () => frame(0x30)],
  ['PUBLISH of QoS 1 without its id', () => frame(0x32, text(own()))],
  ['SUBSCRIBE with the wrong flags', () => frame(0x80, [0, 1], text(own()), [0])],
  ['SUBSCRIBE to nothing', () => frame(0x82, [0, 1])],
  ['SUBSCRIBE of QoS 3', () => frame(0x82, [0, 1], text(own()), [3])],
  ['SUBSCRIBE without a QoS', () => frame(0x82, [0, 1], text(own()))],
  ['SUBSCRIBE to an empty filter', () => subscribeFrame('')],
  ['SUBSCRIBE with # in the middle', () => subscribeFrame(`${own()}/#/x`)],
  ['a length that does not end', () => Buffer.from([0x30, 0x80, 0x80, 0x80, 0x80, 0x80])],
];

test.each(afterConnect)('%s ends the connection', async (_name, bytes) => {
  const raw = await acceptedRaw(site.port, { token });
  raw.send(bytes());
  await raw.closed;
});

const beforeConnect: readonly [name: string, bytes: () => Buffer][] = [
  ['PUBLISH', () => publishFrame(own())],
  ['SUBSCRIBE', () => subscribeFrame('#')],
  ['PINGREQ', () => pingFrame],
  ['HTTP', () => Buffer.from('GET / HTTP/1.1\r\nHost: x\r\n\r\n')],
  ['TLS', () => Buffer.from([0x16, 3, 1, 0, 0xa5, 1, 0, 0, 0xa1, 3, 3])],
  ['CONNECT of another protocol', () => frame(0x10, text('HTTP'), [4, 2, 0, 60], text('x'))],
  ['CONNECT of MQTT 9', () => frame(0x10, text('MQTT'), [9, 2, 0, 60], text('x'))],
  ['CONNECT with the reserved bit', () => frame(0x10, text('MQTT'), [4, 3, 0, 60], text('x'))],
  ['CONNECT cut off', () => frame(0x10, text('MQTT'), [4, 0xc2])],
  ['CONNECT with an empty body', () => frame(0x10)],
];

test.each(beforeConnect)('%s instead of a CONNECT ends the connection', async (_name, bytes) => {
  const raw = await rawClient(site.port);
  raw.send(bytes());
  await raw.closed;
});

test('a client of MQTT 5 is told that it is not spoken here', async () => {
  const raw = await rawClient(site.port);
  raw.send(frame(0x10, text('MQTT'), [5, 2, 0, 60, 0], text('x')));
  expect(await raw.read(4)).toEqual(Buffer.from([0x20, 2, 0, 1]));
  await raw.closed;
});

test('a will of QoS 3 is refused', async () => {
  const raw = await rawClient(site.port);
  raw.send(connectFrame({ token, will: { topic: own(), qos: 3 } }));
  expect(await raw.read(4)).toEqual(Buffer.from([0x20, 2, 0, 5]));
  await raw.closed;
});

test('whatever the bytes are, the broker goes on', async () => {
  const likely = () =>
    fc.constantFrom(
      ...[connectFrame({ token }), pingFrame, publishFrame(own()), subscribeFrame(own())],
      ...[frame(0x62, [0, 1]), frame(0x34, text(own()), [0, 1]), frame(0xa2, [0, 1], text(own()))],
    );
  const spoilt = fc
    .tuple(likely(), fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { maxLength: 4 }))
    .map(([bytes, changes]) => {
      const copy = Buffer.from(bytes);
      for (const [at, byte] of changes) copy[at % copy.length] = byte;
      return copy;
    });
  const anything = fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes));
  const noises = fc.array(fc.oneof(spoilt, anything), { minLength: 1, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(noises, fc.boolean(), async (parts, isAccepted) => {
      const raw = isAccepted ? await acceptedRaw(site.port, { token }) : await rawClient(site.port);
      raw.send(...parts);
      raw.socket.end();
      await raw.closed;
    }),
    { numRuns: 300 },
  );
  const raw = await acceptedRaw(site.port, { token });
  raw.send(pingFrame);
  expect(await raw.read(2)).toEqual(pong);
  // Some of it was a message after all.
  await bystander.publish(own(), 'after all');
  while ((await bystander.next()).payload !== 'after all');
});

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Connected, connectMqtt } from './mqtt-client.ts';
import { both, type MqttSite, mqttSite, topicOf } from './mqtt-site.ts';
import {
  acceptedRaw,
  frame,
  pingFrame,
  publishFrame,
  rawClient,
  subscribeFrame,
} from './raw-client.ts';

/** What one client does to the broker, it does to itself. */

let site: MqttSite;
const limits = { payload: 10_000, rate: 200, subscriptions: 20 };
beforeAll(async () => {
  site = await mqttSite({
    env: {
      KEYWRIGHT_MQTT_MAX_PAYLOAD_BYTES: String(limits.payload),
      KEYWRIGHT_MQTT_MESSAGES_PER_SECOND: String(limits.rate),
      KEYWRIGHT_MQTT_SUBSCRIPTIONS: String(limits.subscriptions),
    },
  });
});
afterEach(() => site.endClients());
afterAll(() => site.stop());

const own = () => topicOf(site.project, site.channel);
const newToken = async () => (await site.account({ on: site.project, permissions: both })).token;
const why = () =>
  site.server
    .log()
    .map((line) => JSON.parse(line))
    .filter(({ msg }) => msg === 'mqtt connection cut off')
    .at(-1)?.why;

/** Somebody else, who is told what they tell themselves all the while. */
async function worksFor(other: Connected): Promise<void> {
  expect(await other.publish(`${own()}/other`, 'works')).toBe('taken');
  while ((await other.next()).payload !== 'works');
}
async function other(): Promise<Connected> {
  const client = await site.connect(await newToken());
  await client.subscribe(`${own()}/other`);
  return client;
}

test('a payload up to the limit is carried, and one byte more ends the connection', async () => {
  const token = await newToken();
  const client = await site.connect(token);
  await client.subscribe(own());
  expect(await client.publish(own(), 'x'.repeat(limits.payload))).toBe('taken');
  expect((await client.next()).payload).toHaveLength(limits.payload);
  expect(await client.publish(own(), 'x'.repeat(limits.payload + 1))).toBe('closed');
  const will = {
    will: {
      topic: own(),
      payload: Buffer.alloc(limits.payload + 1),
      qos: 0 as const,
      retain: false,
    },
  };
  await expect(site.connect(token, will)).rejects.toMatchObject({ code: 5 });
});

test('a packet that announces a hundred megabytes is refused before they come', async () => {
  const [raw, bystander] = [
    await acceptedRaw(site.port, { token: await newToken() }),
    await other(),
  ];
  raw.send(Buffer.from([0x30, 0xff, 0xff, 0xff, 0x2f]));
  await raw.closed;
  expect(why()).toBe('too_large');
  const stranger = await rawClient(site.port);
  stranger.send(Buffer.from([0x10, 0xff, 0xff, 0xff, 0x2f]));
  await stranger.closed;
  const overSocket = await connectMqtt(site.socketUrl, { token: await newToken() });
  expect(await overSocket.publish(own(), 'x'.repeat(200_000))).toBe('closed');
  await worksFor(bystander);
});

test('a flood of messages ends the connection', async () => {
  const bystander = await other();
  const token = await newToken();
  const raw = await acceptedRaw(site.port, { token, clientId: 'one' });
  raw.send(Buffer.concat(Array.from({ length: 50_000 }, () => publishFrame(own()))));
  await raw.closed;
  expect(why()).toBe('too_fast');
  await worksFor(bystander);
});

test.each([
  ['pings', () => Buffer.concat(Array.from({ length: 10_000 }, () => pingFrame))],
  [
    'subscriptions',
    () => Buffer.concat(Array.from({ length: 10_000 }, (_, n) => subscribeFrame(`${own()}/${n}`))),
  ],
  [
    'acknowledgements',
    () => Buffer.concat(Array.from({ length: 10_000 }, () => frame(0x40, [0, 1]))),
  ],
])('a flood of %s ends the connection', async (_name, bytes) => {
  const [raw, bystander] = [
    await acceptedRaw(site.port, { token: await newToken() }),
    await other(),
  ];
  raw.send(bytes());
  await raw.closed;
  await worksFor(bystander);
});

test('a connection has so many subscriptions and no more, in one packet or many', async () => {
  const client = await site.connect(await newToken());
  const filters = Array.from({ length: limits.subscriptions + 5 }, (_, n) => `${own()}/${n}`);
  const granted = await client.subscribe(filters);
  expect(granted.filter((code) => code === 0)).toHaveLength(limits.subscriptions);
  expect(await client.subscribe(own())).toEqual([128]);
  expect(await client.subscribe(filters[0] ?? '')).toEqual([0]);
  await client.client.unsubscribeAsync(filters[0] ?? '');
  expect(await client.subscribe(own())).toEqual([0]);
});

test('who takes nothing of what it is sent is cut off, and nobody waits for it', async () => {
  const roomy = await mqttSite();
  try {
    const { token } = await roomy.account({ on: roomy.project, permissions: both });
    const topic = topicOf(roomy.project, roomy.channel);
    const bystander = await roomy.connect(token);
    await bystander.subscribe(`${topic}/+`);
    const sleeper = await acceptedRaw(roomy.port, { token, clientId: 'sleeper' });
    sleeper.send(subscribeFrame(`${topic}/#`));
    await sleeper.read(5);
    sleeper.socket.pause();
    const speaker = await roomy.connect(token);
    // More than the system takes for who does not read, and the broker after it.
    for (let n = 0; n < 80; n++) {
      expect(await speaker.publish(`${topic}/${n}`, 'x'.repeat(250_000))).toBe('taken');
      expect((await bystander.next()).topic).toBe(`${topic}/${n}`);
    }
    expect(roomy.server.log().join()).toContain('too_slow');
    sleeper.socket.resume();
    await sleeper.closed;
  } finally {
    await roomy.stop();
  }
});

test('many who say nothing keep nobody out, and are let go', async () => {
  const silent = await Promise.all(Array.from({ length: 200 }, () => rawClient(site.port)));
  await worksFor(await other());
  for (const client of silent) client.socket.destroy();
});

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Connected } from './mqtt-client.ts';
import { api, both, type MqttSite, mqttSite, topicOf } from './mqtt-site.ts';

/** What is kept for a client that is away stays subject to its rights. */

let site: MqttSite;
beforeAll(async () => {
  site = await mqttSite();
});
afterEach(() => site.endClients());
afterAll(() => site.stop());

const kept = { clientId: 'sensor', clean: false } as const;

async function speaker(): Promise<Connected> {
  const { token } = await site.account({ on: site.project, permissions: both });
  return site.connect(token);
}

test.each([1, 2] as const)('messages of QoS %i wait for a client that comes back', async (qos) => {
  const channel = await site.newChannel();
  const topic = topicOf(site.project, channel);
  const { token } = await site.account({ on: channel, permissions: both });
  const first = await site.connect(token, kept);
  expect(await first.subscribe([`${topic}/#`], qos)).toEqual([qos]);
  await first.leave();
  const speaking = await speaker();
  for (const n of [1, 2, 3]) await speaking.publish(`${topic}/${n}`, String(n), { qos });
  await speaking.publish(`${topic}/4`, 'not kept', { qos: 0 });
  const back = await site.connect(token, kept);
  expect(back.sessionPresent).toBe(true);
  for (const n of [1, 2, 3]) expect((await back.next()).payload).toBe(String(n));
  await speaking.publish(topic, 'live', { qos });
  expect((await back.next()).payload).toBe('live');
  // What was taken is not told again.
  await back.leave();
  const again = await site.connect(token, kept);
  await speaking.publish(topic, 'last', { qos });
  expect((await again.next()).payload).toBe('last');
});

test('nothing that waited is told to who may not listen any more, and the session is over', async () => {
  const [one, two] = [await site.newChannel(), await site.newChannel()];
  const topics = [topicOf(site.project, one), topicOf(site.project, two)];
  const account = await site.account(
    { on: one, permissions: both },
    { on: two, permissions: both },
  );
  const first = await site.connect(account.token, kept);
  expect(await first.subscribe(topics, 1)).toEqual([1, 1]);
  await first.leave();
  const speaking = await speaker();
  for (const topic of topics) await speaking.publish(topic, 'kept');
  await site.admin.delete(`${api}/grants/${account.grantIds[0]}`);
  const back = await site.connect(account.token, kept);
  expect(back.sessionPresent).toBe(false);
  expect(await back.subscribe(topics, 1)).toEqual([128, 1]);
  await back.publish(topics[1] ?? '', 'fresh');
  expect((await back.next()).payload).toBe('fresh');
});

test('what was published while the right was gone is not told when it has come back', async () => {
  const channel = await site.newChannel();
  const topic = topicOf(site.project, channel);
  const account = await site.account({ on: channel, permissions: ['channel.subscribe'] });
  const first = await site.connect(account.token, kept);
  await first.subscribe(topic, 1);
  await first.leave();
  await site.admin.delete(`${api}/grants/${account.grantIds[0]}`);
  const speaking = await speaker();
  await speaking.publish(topic, 'meanwhile');
  const body = { principal_id: account.id, resource_id: channel, permissions: both };
  await site.admin.post(`${api}/grants`, { body });
  const back = await site.connect(account.token, kept);
  expect(back.sessionPresent).toBe(false);
  await back.subscribe(topic, 1);
  await speaking.publish(topic, 'after');
  expect((await back.next()).payload).toBe('after');
});

test('a filter that was refused beside one that was granted keeps nothing', async () => {
  const channel = await site.newChannel();
  const own = topicOf(site.project, channel);
  const sibling = topicOf(site.project, site.sibling);
  const { token } = await site.account({ on: channel, permissions: both });
  const first = await site.connect(token, kept);
  expect(await first.subscribe([own, sibling, `m/${site.project}/#`], 1)).toEqual([1, 128, 128]);
  await first.leave();
  const speaking = await speaker();
  await speaking.publish(sibling, 'next door');
  await speaking.publish(own, 'here');
  const back = await site.connect(token, kept);
  expect(back.sessionPresent).toBe(true);
  expect((await back.next()).payload).toBe('here');
});

test('a clean connection ends the session that was kept', async () => {
  const channel = await site.newChannel();
  const topic = topicOf(site.project, channel);
  const { token } = await site.account({ on: channel, permissions: both });
  const first = await site.connect(token, kept);
  await first.subscribe(topic, 1);
  await first.leave();
  await (await speaker()).publish(topic, 'kept');
  const clean = await site.connect(token, { clientId: 'sensor', clean: true });
  expect(clean.sessionPresent).toBe(false);
  await clean.leave();
  expect((await site.connect(token, kept)).sessionPresent).toBe(false);
});

test('an unsubscribed topic is kept no more', async () => {
  const channel = await site.newChannel();
  const topic = topicOf(site.project, channel);
  const { token } = await site.account({ on: channel, permissions: both });
  const first = await site.connect(token, kept);
  await first.subscribe([topic, `${topic}/a`], 1);
  await first.client.unsubscribeAsync(topic);
  await first.leave();
  const speaking = await speaker();
  await speaking.publish(topic, 'not wanted');
  await speaking.publish(`${topic}/a`, 'wanted');
  const back = await site.connect(token, kept);
  expect((await back.next()).payload).toBe('wanted');
});

test('a session holds a thousand messages, and its server no more for it', async () => {
  const channel = await site.newChannel();
  const topic = topicOf(site.project, channel);
  const { token } = await site.account({ on: channel, permissions: both });
  const first = await site.connect(token, kept);
  await first.subscribe(topic, 1);
  await first.leave();
  const speakers = await Promise.all([speaker(), speaker()]);
  for (const speaking of speakers) {
    const sent = Array.from({ length: 600 }, (_, n) => speaking.publish(topic, String(n)));
    await Promise.all(sent);
  }
  const back = await site.connect(token, kept);
  await expect.poll(() => back.waiting().length).toBe(1000);
  await speakers[0].publish(topic, 'then');
  await expect.poll(() => back.waiting().at(-1)?.payload).toBe('then');
  expect(back.waiting()).toHaveLength(1001);
});

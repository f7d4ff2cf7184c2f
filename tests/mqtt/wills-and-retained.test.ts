import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Connected } from './mqtt-client.ts';
import { api, both, type MqttSite, mqttSite, topicOf } from './mqtt-site.ts';

let site: MqttSite;
beforeAll(async () => {
  site = await mqttSite();
});
afterEach(() => site.endClients());
afterAll(() => site.stop());

const will = (topic: string, retain = false) => ({
  will: { topic, payload: Buffer.from('gone'), qos: 1 as const, retain },
});

/** Hears all of the project. */
async function listener(): Promise<Connected> {
  const { token } = await site.account({ on: site.project, permissions: both });
  const client = await site.connect(token);
  await client.subscribe(`m/${site.project}/#`, 1);
  return client;
}

test('a will is sent when its client is gone without a word, and not after a goodbye', async () => {
  const topic = topicOf(site.project, await site.newChannel());
  const { token } = await site.account({ on: site.project, permissions: both });
  const heard = await listener();
  await (await site.connect(token, will(`${topic}/one`))).leave();
  await (await site.connect(token, will(`${topic}/two`))).vanish();
  expect(await heard.next()).toEqual({ topic: `${topic}/two`, payload: 'gone', retain: false });
});

test('who may not publish there does not connect with such a will', async () => {
  const { token } = await site.account({ on: site.channel, permissions: both });
  const own = topicOf(site.project, site.channel);
  const refused = [
    ...[topicOf(site.project, site.sibling), topicOf(site.otherProject, site.foreign)],
    ...['$SYS/x', '#', `${own}/#`, `${own}/+`, `${own}//x`, 'anything'],
  ];
  for (const topic of refused) {
    await expect(site.connect(token, will(topic)), topic).rejects.toMatchObject({ code: 5 });
  }
  const listens = await site.account({ on: site.channel, permissions: ['channel.subscribe'] });
  await expect(site.connect(listens.token, will(own))).rejects.toMatchObject({ code: 5 });
  await site.connect(token, will(own));
});

test('a will of whom the right was taken from is not sent', async () => {
  const channel = await site.newChannel();
  const topic = topicOf(site.project, channel);
  const revoked = await site.account({ on: channel, permissions: both });
  const lessened = await site.account({ on: channel, permissions: both });
  const heard = await listener();
  const one = await site.connect(revoked.token, will(`${topic}/revoked`));
  const two = await site.connect(lessened.token, will(`${topic}/lessened`));
  await two.subscribe(topic);
  await site.admin.post(`${api}/service-account-tokens/${revoked.tokenId}/revoke`);
  await site.admin.delete(`${api}/grants/${lessened.grantIds[0]}`);
  await Promise.all([one.closed, two.closed]);
  // Decided after the end of its connection: so is this one, whose will is sent behind them.
  const { token } = await site.account({ on: channel, permissions: both });
  await (await site.connect(token, will(`${topic}/allowed`))).vanish();
  expect((await heard.next()).topic).toBe(`${topic}/allowed`);
});

test('a retained message is told to who subscribes later, and may, and to nobody else', async () => {
  const channel = await site.newChannel();
  const topic = topicOf(site.project, channel, 'state');
  const speaker = await site.account({ on: channel, permissions: both });
  const client = await site.connect(speaker.token);
  await client.publish(topic, 'on', { retain: true });
  await client.publish(topicOf(site.project, channel), 'not kept');

  const allowed = await site.connect(speaker.token);
  expect(await allowed.subscribe(topicOf(site.project, channel, '#'))).toEqual([0]);
  expect(await allowed.next()).toEqual({ topic, payload: 'on', retain: true });

  const stranger = await site.connect(
    (await site.account({ on: site.sibling, permissions: both })).token,
  );
  expect(await stranger.subscribe([topic, `m/${site.project}/#`, '#'])).toEqual([128, 128, 128]);
  const own = topicOf(site.project, site.sibling);
  await stranger.subscribe(own);
  await stranger.publish(own, 'mine');
  expect((await stranger.next()).payload).toBe('mine');
});

test('a retained publish takes the right to publish, and an empty one takes the message away', async () => {
  const channel = await site.newChannel();
  const topic = topicOf(site.project, channel);
  const { token } = await site.account({ on: channel, permissions: both });
  const listens = await site.account({ on: channel, permissions: ['channel.subscribe'] });
  await (await site.connect(token)).publish(topic, 'kept', { retain: true });
  const refused = await site.connect(listens.token);
  expect(await refused.publish(topic, '', { retain: true })).toBe('closed');
  const later = await site.connect(listens.token);
  await later.subscribe(topic);
  expect((await later.next()).payload).toBe('kept');

  const owner = await site.connect(token);
  await owner.publish(topic, '', { retain: true });
  const last = await site.connect(token);
  await last.subscribe(topic);
  await last.publish(topic, 'first to come');
  expect((await last.next()).payload).toBe('first to come');
});

test('a retained will is kept', async () => {
  const channel = await site.newChannel();
  const topic = topicOf(site.project, channel);
  const { token } = await site.account({ on: channel, permissions: both });
  const heard = await site.connect(token);
  await heard.subscribe(topic);
  await (await site.connect(token, will(topic, true))).vanish();
  expect(await heard.next()).toEqual({ topic, payload: 'gone', retain: false });
  const later = await site.connect(token);
  await later.subscribe(topic);
  expect(await later.next()).toEqual({ topic, payload: 'gone', retain: true });
});

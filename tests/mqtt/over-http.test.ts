import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openLiveEvents } from '../kit/live-events.ts';
import { api, both, type MqttSite, mqttSite, topicOf, withToken } from './mqtt-site.ts';

/** HTTP and MQTT are two ways to the same channels. */

let site: MqttSite;
beforeAll(async () => {
  site = await mqttSite({ env: { KEYWRIGHT_MQTT_MAX_PAYLOAD_BYTES: '5000' } });
});
afterEach(() => site.endClients());
afterAll(() => site.stop());

const messages = (channel: string) => `${api}/channels/${channel}/messages`;
const own = () => topicOf(site.project, site.channel);

async function bothWays(channel = site.channel) {
  const { token, tokenId, grantIds } = await site.account({ on: channel, permissions: both });
  const http = withToken(site, token);
  return { token, tokenId, grantIds, http, mqtt: await site.connect(token) };
}

test('a message that is posted is heard by MQTT clients, text and bytes', async () => {
  const { http, mqtt } = await bothWays();
  await mqtt.subscribe(`${own()}/#`);
  const said = await http.post(messages(site.channel), { body: { payload: 'grüß dich' } });
  expect([said.status, said.body]).toEqual([201, { topic: own(), bytes: 11 }]);
  expect(await mqtt.next()).toEqual({ topic: own(), payload: 'grüß dich', retain: false });
  const body = { payload: 'aGVsbG8=', encoding: 'base64', subtopic: 'room/1' };
  const below = await http.post(messages(site.channel), { body });
  expect(below.body).toEqual({ topic: `${own()}/room/1`, bytes: 5 });
  expect(await mqtt.next()).toMatchObject({ topic: `${own()}/room/1`, payload: 'hello' });
});

test('a stream hears what was retained, and then what MQTT clients say', async () => {
  const channel = await site.newChannel();
  const topic = topicOf(site.project, channel);
  const { http, mqtt } = await bothWays(channel);
  await http.post(messages(channel), { body: { payload: 'on', subtopic: 'state', retain: true } });
  const stream = await openLiveEvents(site.server.url, http.credentialHeaders(), messages(channel));
  expect(stream.status).toBe(200);
  const text = { encoding: 'text', retained: false };
  expect(await stream.next()).toEqual({
    ...{ topic: `${topic}/state`, subtopic: 'state', payload: 'on' },
    ...{ encoding: 'text', retained: true },
  });
  await mqtt.publish(topic, 'hello');
  expect(await stream.next()).toEqual({ ...text, topic, subtopic: null, payload: 'hello' });
  mqtt.client.publish(`${topic}/raw`, Buffer.from([0xff, 0x00]));
  expect(await stream.next()).toMatchObject({
    subtopic: 'raw',
    payload: '/wA=',
    encoding: 'base64',
  });
  stream.close();
});

test('a stream can hear one subtopic and what is below it', async () => {
  const { http, mqtt } = await bothWays();
  const path = `${messages(site.channel)}?subtopic=room`;
  const stream = await openLiveEvents(site.server.url, http.credentialHeaders(), path);
  for (const below of ['', '/other', '/rooms', '/room', '/room/1']) {
    await mqtt.publish(`${own()}${below}`, below);
  }
  expect((await stream.next()).subtopic).toBe('room');
  expect((await stream.next()).subtopic).toBe('room/1');
  stream.close();
});

test('who may not is told so, and what the channel does not let them see', async () => {
  const stranger = withToken(site, (await site.account()).token);
  const reader = withToken(
    site,
    (await site.account({ on: site.channel, permissions: ['channel.read'] })).token,
  );
  const body = { payload: 'x' };
  for (const channel of [site.channel, site.project, '0198a1c4-0000-7000-8000-00000000dead']) {
    expect((await stranger.post(messages(channel), { body })).status).toBe(404);
    expect((await stranger.get(messages(channel))).status).toBe(404);
  }
  const post = await reader.post(messages(site.channel), { body });
  expect([post.status, post.body.permission]).toEqual([403, 'channel.publish']);
  const get = await reader.get(messages(site.channel));
  expect([get.status, get.body.permission]).toEqual([403, 'channel.subscribe']);
});

test('a scoped token publishes where its scope lets it, and hears what is missing elsewhere', async () => {
  const it = await site.scoped([
    { entity_type: 'channel', operation: 'publish', entity_id: site.channel },
    { entity_type: 'channel', operation: 'read' },
  ]);
  const http = withToken(site, it.token);
  const body = { payload: 'x' };
  expect((await http.post(messages(site.channel), { body })).status).toBe(201);
  const next = await http.post(messages(site.sibling), { body });
  expect([next.status, next.body.code]).toEqual([403, 'scope_missing']);
  expect((await http.get(messages(site.channel))).body.code).toBe('scope_missing');
});

test.each<[what: string, body: unknown, status: number]>([
  ['no payload', {}, 400],
  ['a payload that is no base64', { payload: 'a-b', encoding: 'base64' }, 400],
  ['base64 of another alphabet', { payload: '__8=', encoding: 'base64' }, 400],
  ['base64 without its padding', { payload: 'aGVsbG8', encoding: 'base64' }, 400],
  ['a wildcard', { payload: 'x', subtopic: 'a/#' }, 400],
  ['an empty level', { payload: 'x', subtopic: 'a//b' }, 400],
  ['a control character', { payload: 'x', subtopic: 'a\n' }, 400],
  ['too many levels', { payload: 'x', subtopic: 'a/'.repeat(40).slice(0, -1) }, 400],
  ['more bytes than the limit', { payload: 'x'.repeat(5001) }, 413],
])('%s is refused', async (_what, body, status) => {
  const { http } = await bothWays();
  expect((await http.post(messages(site.channel), { body })).status).toBe(status);
});

test('messages over HTTP count for the token together with those over MQTT', async () => {
  const slow = await mqttSite({ env: { KEYWRIGHT_MQTT_MESSAGES_PER_SECOND: '1' } });
  try {
    const { token } = await slow.account({ on: slow.channel, permissions: both });
    const http = withToken(slow, token);
    const post = () => http.post(messages(slow.channel), { body: { payload: 'x' } });
    const answers = await Promise.all(Array.from({ length: 20 }, post));
    const refused = answers.filter(({ status }) => status === 429);
    expect(answers.some(({ status }) => status === 201)).toBe(true);
    expect(refused[0]?.body).toMatchObject({ code: 'rate_limited', retry_after_s: 1 });
  } finally {
    await slow.stop();
  }
});

test('a stream ends when the right or the token does', async () => {
  for (const end of ['grant', 'token'] as const) {
    const { http, grantIds, tokenId } = await bothWays();
    const path = messages(site.channel);
    const stream = await openLiveEvents(site.server.url, http.credentialHeaders(), path);
    const ending = stream.next();
    if (end === 'grant') await site.admin.delete(`${api}/grants/${grantIds[0]}`);
    else await site.admin.post(`${api}/service-account-tokens/${tokenId}/revoke`);
    expect(await ending).toBeUndefined();
  }
});

test('a page follows a channel with its session', async () => {
  const path = messages(site.channel);
  const { admin } = site;
  const stream = await openLiveEvents(site.server.url, admin.credentialHeaders(), path);
  await admin.post(path, { body: { payload: 'from a page' } });
  expect((await stream.next()).payload).toBe('from a page');
  stream.close();
});

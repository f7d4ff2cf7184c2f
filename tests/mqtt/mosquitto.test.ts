import { afterAll, beforeAll, expect, test } from 'vitest';
import { mosquittoPub, mosquittoSub } from '../kit/mosquitto.ts';
import { api, both, type MqttSite, mqttSite, topicOf } from './mqtt-site.ts';

/** Debian's clients, as people run them. */

let site: MqttSite;
beforeAll(async () => {
  site = await mqttSite();
});
afterAll(() => site.stop());

test('mosquitto_pub and mosquitto_sub publish and subscribe as they may, and are refused beyond', async () => {
  const { token } = await site.account({ on: site.channel, permissions: both });
  const { port } = site;
  const [own, next] = [topicOf(site.project, site.channel), topicOf(site.project, site.sibling)];
  const listener = mosquittoSub({ port, token, topic: `${own}/#` });
  await listener.subscribed;
  expect((await mosquittoPub({ port, token, topic: own }, 'hello')).code).toBe(0);
  expect(await listener.next()).toBe('hello');
  expect((await mosquittoPub({ port, token, topic: next }, 'hello')).code).not.toBe(0);
  const refused = mosquittoSub({ port, token, topic: next });
  expect((await refused.ended).said).toContain('denied');
  const wrong = await mosquittoPub({ port, token: 'wrong', topic: own }, 'hello');
  expect(wrong.code).not.toBe(0);
  expect(wrong.said).toMatch(/bad user name or password|not authori[sz]ed/i);
  listener.kill();
});

test('mosquitto_sub is cut off when its token is revoked, and not let in again', async () => {
  const { token, tokenId } = await site.account({ on: site.channel, permissions: both });
  const topic = topicOf(site.project, site.channel);
  const listener = mosquittoSub({ port: site.port, token, topic });
  await listener.subscribed;
  await site.admin.post(`${api}/service-account-tokens/${tokenId}/revoke`);
  const { code, said } = await listener.ended;
  expect(code).not.toBe(0);
  expect(said).toMatch(/not authori[sz]ed/i);
});

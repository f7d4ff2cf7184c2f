import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { both, type MqttSite, mqttSite, topicOf, withToken } from './mqtt-site.ts';

/** A client id is a name that anybody can choose: it takes nothing from whoever else chose it. */

let site: MqttSite;
beforeAll(async () => {
  site = await mqttSite();
});
afterEach(() => site.endClients());
afterAll(() => site.stop());

const held = () => ({ on: site.channel, permissions: both });
const own = () => topicOf(site.project, site.channel);
const kept = { clientId: 'sensor', clean: false } as const;

test('another principal with the same client id neither cuts nor inherits', async () => {
  const [victim, thief, speaker] = [
    await site.account(held()),
    await site.account(held()),
    await site.connect((await site.account(held())).token),
  ];
  const first = await site.connect(victim.token, kept);
  await first.subscribe(own(), 1);
  const second = await site.connect(thief.token, kept);
  expect(second.sessionPresent).toBe(false);
  await speaker.publish(own(), 'for the first');
  expect((await first.next()).payload).toBe('for the first');
  await first.leave();
  await speaker.publish(own(), 'while away');
  await second.leave();
  const third = await site.connect(thief.token, kept);
  expect(third.sessionPresent).toBe(false);
  await third.subscribe(own(), 1);
  await speaker.publish(own(), 'for all');
  expect((await third.next()).payload).toBe('for all');

  const back = await site.connect(victim.token, kept);
  expect(back.sessionPresent).toBe(true);
  expect((await back.next()).payload).toBe('while away');
});

test('a client id that spells the session of another one is a name like any other', async () => {
  const [victim, thief] = [await site.account(held()), await site.account(held())];
  const first = await site.connect(victim.token, kept);
  await first.subscribe(own(), 1);
  const spelt = `${victim.tokenId}:sensor`;
  for (const password of [thief.token, 'wrong']) {
    await site
      .connect(password, { clientId: spelt, clean: true })
      .then((client) => client.leave())
      .catch(() => {});
  }
  await first.publish(own(), 'still here');
  expect((await first.next()).payload).toBe('still here');
});

test('another token of the same person is another client', async () => {
  const one = await site.scoped([{ entity_type: 'channel', operation: 'subscribe' }]);
  const scopes = [{ entity_type: 'channel', operation: 'publish', entity_id: site.sibling }];
  const { body } = await one.browser.post('/api/v2/user-tokens', {
    body: { access: 'scoped', scopes },
  });
  const first = await site.connect(one.token, kept);
  await first.subscribe(own(), 1);
  const second = await site.connect(body.created_token, kept);
  expect(second.sessionPresent).toBe(false);
  const speaker = await site.connect((await site.account(held())).token);
  await speaker.publish(own(), 'to the first');
  expect((await first.next()).payload).toBe('to the first');
});

test('the same token with the same client id takes its own place', async () => {
  const { token } = await site.account(held());
  const first = await site.connect(token, kept);
  await first.subscribe(own(), 1);
  const second = await site.connect(token, kept);
  await first.closed;
  expect(second.sessionPresent).toBe(true);
  await second.publish(own(), 'to myself');
  expect((await second.next()).payload).toBe('to myself');
});

test('a refused connection leaves the one whose place it asked for as it was, and watched', async () => {
  const account = await site.account({ on: site.channel, permissions: ['channel.subscribe'] });
  const first = await site.connect(account.token, { clientId: 'sensor' });
  await first.subscribe(own());
  const will = { topic: own(), payload: Buffer.from('x'), qos: 0, retain: false } as const;
  await expect(site.connect(account.token, { clientId: 'sensor', will })).rejects.toMatchObject({
    code: 5,
  });
  await withToken(site, account.token).post(
    `/api/v2/service-account-tokens/${account.tokenId}/revoke`,
  );
  await site.admin.post(`/api/v2/service-account-tokens/${account.tokenId}/revoke`);
  await first.closed;
});

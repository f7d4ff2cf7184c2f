import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { signInForJwt } from '../kit/sign-in.ts';
import { connectMqtt } from './mqtt-client.ts';
import { api, both, type MqttSite, mqttSite, topicOf } from './mqtt-site.ts';

let site: MqttSite;
let ahead = 0;
beforeAll(async () => {
  site = await mqttSite({ clock: () => Date.now() + ahead });
});
afterEach(() => {
  ahead = 0;
  site.endClients();
});
afterAll(() => site.stop());

/** MQTT 3.1.1, 3.2.2.3. */
const codes = { badId: 2, unavailable: 3, badPassword: 4, notAuthorized: 5 } as const;
const codeOf = (connecting: Promise<unknown>): Promise<unknown> =>
  connecting.then(
    () => 'accepted',
    ({ code }) => code,
  );

test('a token is the password, whatever the user is called', async () => {
  const { token, tokenId } = await site.account();
  for (const username of ['anything', '', 'admin@example.test']) {
    const client = await site.connect(token, { username });
    expect(client.sessionPresent).toBe(false);
  }
  // Uses are gathered before they are written, and what is held is written at the end.
  await site.server.restart();
  const { body } = await site.admin.get(`${api}/service-account-tokens/${tokenId}`);
  expect(body.last_used).toMatchObject({ address: '127.0.0.1', user_agent: 'MQTT' });
});

test('a token is in use as long as its client stays, and so is the scope that it listens by', async () => {
  const scopes = [{ entity_type: 'channel', operation: 'subscribe' }] as const;
  const { token, tokenId, browser } = await site.scoped(scopes);
  const client = await site.connect(token, { keepalive: 1 });
  const topic = topicOf(site.project, site.channel);
  expect(await client.subscribe(topic)).toEqual([0]);
  ahead = 3_600_000;
  const usage = async () => (await browser.get(`${api}/user-tokens/${tokenId}/usage`)).body;
  const isLater = (at: string) => Date.parse(at) > Date.now() + 1_800_000;
  await expect
    .poll(
      async () => {
        const { last_used, permissions } = await usage();
        return [last_used, ...permissions].map((use) => isLater(use?.at ?? use?.last_used_at));
      },
      { timeout: 10_000 },
    )
    .toEqual([true, true]);
  expect((await usage()).total.accepted).toBe(1);
});

test('what is no token of anybody is a bad password', async () => {
  const { token } = await site.account();
  const wrong = ['', 'secret', token.slice(0, -1), `${token}x`, token.toUpperCase()];
  for (const password of wrong) {
    expect(await codeOf(site.connect(password)), password).toBe(codes.badPassword);
  }
  expect(await codeOf(site.connect(undefined))).toBe(codes.badPassword);
  const bytes = randomBytes(300) as unknown as string;
  expect(await codeOf(site.connect(undefined, { password: bytes }))).toBe(codes.badPassword);
});

test('a session opens no connection', async () => {
  const jwt = await signInForJwt(site.server.url, { email: 'admin@example.test' });
  expect(await codeOf(site.connect(jwt))).toBe(codes.badPassword);
});

test('a token that was revoked, expired, or is of who is not active, is not authorized', async () => {
  const revoked = await site.account();
  await site.admin.delete(`${api}/service-account-tokens/${revoked.tokenId}`);
  expect(await codeOf(site.connect(revoked.token))).not.toBe('accepted');

  const disabled = await site.account();
  const path = `${api}/service-accounts/${disabled.id}`;
  expect((await site.admin.patch(path, { body: { is_enabled: false } })).status).toBe(200);
  expect(await codeOf(site.connect(disabled.token))).toBe(codes.notAuthorized);

  const person = await site.server.as('expiring@team.test');
  const made = await person.post(`${api}/user-tokens`, { body: { duration: '1h' } });
  const { created_token: token } = made.body;
  expect(await codeOf(site.connect(token))).toBe('accepted');
  ahead = 3_600_000;
  expect(await codeOf(site.connect(token))).toBe(codes.notAuthorized);
});

test('a client without a name has a clean session, and a name has an end', async () => {
  const { token } = await site.account();
  expect(await codeOf(site.connect(token, { clientId: '', clean: true }))).toBe('accepted');
  const long = 'x'.repeat(257);
  expect(await codeOf(site.connect(token, { clientId: long }))).toBe(codes.badId);
});

test('wrong tokens count against the address as they do over HTTP', async () => {
  const limited = await mqttSite({ env: { KEYWRIGHT_FAILED_ATTEMPTS_PER_MINUTE: '3' } });
  try {
    const { token } = await limited.account();
    for (let attempt = 0; attempt < 3; attempt++) {
      expect(await codeOf(limited.connect('wrong'))).toBe(codes.badPassword);
    }
    expect(await codeOf(limited.connect('wrong'))).toBe(codes.unavailable);
    const overHttp = await limited.server.anonymous().get(`${api}/auth/me`, {
      headers: { 'x-platz-token': 'wrong' },
    });
    expect(overHttp.status).toBe(429);
    expect(await codeOf(limited.connect(token))).toBe('accepted');
  } finally {
    await limited.stop();
  }
});

test('one token has so many connections and no more, and another one is not touched by that', async () => {
  const few = await mqttSite({ env: { KEYWRIGHT_MQTT_CONNECTIONS_PER_TOKEN: '3' } });
  try {
    const [one, other] = [await few.account(), await few.account()];
    const open = [];
    for (let n = 0; n < 3; n++) open.push(await few.connect(one.token, { clientId: `c${n}` }));
    expect(await codeOf(few.connect(one.token))).toBe(codes.unavailable);
    expect(await codeOf(few.connect(other.token))).toBe('accepted');
    // The same client comes again in its own place.
    const again = await few.connect(one.token, { clientId: 'c0' });
    await open[0]?.closed;
    await again.leave();
    expect(await codeOf(few.connect(one.token))).toBe('accepted');
  } finally {
    await few.stop();
  }
});

test('a server has so many connections and no more', async () => {
  const few = await mqttSite({ env: { KEYWRIGHT_MQTT_CONNECTIONS: '2' } });
  try {
    const { token } = await few.account();
    const first = await few.connect(token);
    await few.connect(token);
    expect(await codeOf(few.connect(token))).not.toBe('accepted');
    expect(await codeOf(connectMqtt(few.socketUrl, { token }))).toBe(codes.unavailable);
    await first.leave();
    expect(await codeOf(few.connect(token))).toBe('accepted');
  } finally {
    await few.stop();
  }
});

test('MQTT over WebSocket is the same broker', async () => {
  const { token } = await site.account({ on: site.channel, permissions: both });
  const [overSocket, overTcp] = [
    await connectMqtt(site.socketUrl, { token }),
    await site.connect(token),
  ];
  const topic = topicOf(site.project, site.channel);
  expect(await overSocket.subscribe([topic, '#'])).toEqual([0, 128]);
  await overTcp.publish(topic, 'x'.repeat(200_000));
  expect((await overSocket.next()).payload).toHaveLength(200_000);
  await overTcp.subscribe(topic);
  await overSocket.publish(topic, 'y'.repeat(200_000));
  expect((await overTcp.next()).payload).toHaveLength(200_000);
  expect(await codeOf(connectMqtt(site.socketUrl, { token: 'wrong' }))).toBe(codes.badPassword);
  expect(await overSocket.publish(topicOf(site.project, site.sibling))).toBe('closed');
});

test('the address of the socket says what it takes', async () => {
  const { status, body } = await site.server.anonymous().get('/mqtt');
  expect([status, body.code]).toEqual([426, 'upgrade_required']);
});

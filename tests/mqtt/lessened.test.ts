import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { siteId } from '../../packages/contract/src/index.ts';
import { made } from '../api/made.ts';
import type { Answer } from '../kit/http-client.ts';
import type { Connected } from './mqtt-client.ts';
import { api, both, type MqttSite, mqttSite, type Owned, topicOf, withToken } from './mqtt-site.ts';

/** Whatever lessens a right closes or narrows the live connections it touches, and no others. */

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

const hour = 3_600_000;
const inHours = (hours: number) => new Date(Date.now() + hours * hour).toISOString();
async function done(answer: Promise<Answer>): Promise<Answer['body']> {
  const { status, body } = await answer;
  expect(status, JSON.stringify(body)).toBeLessThan(300);
  return body;
}

/** Somebody else with the same rights, whom nothing of this may touch. */
async function bystander(channel: string): Promise<{ stays(): Promise<void> }> {
  const { token } = await site.account({ on: channel, permissions: both });
  const client = await site.connect(token);
  const topic = topicOf(site.project, channel);
  await client.subscribe(topic);
  return {
    async stays() {
      expect(await client.publish(topic, 'still here')).toBe('taken');
      while ((await client.next()).payload !== 'still here');
    },
  };
}

/** Subscribed, and having published. */
async function live(token: string, channel: string): Promise<Connected> {
  const client = await site.connect(token);
  const topic = topicOf(site.project, channel);
  expect(await client.subscribe(`${topic}/#`)).toEqual([0]);
  expect(await client.publish(topic)).toBe('taken');
  return client;
}

const accountToken = (id: string) => `${api}/service-account-tokens/${id}`;
const account = (id: string) => `${api}/service-accounts/${id}`;

type AccountCase = {
  readonly id: string;
  readonly tokenId: string;
  readonly grantIds: readonly string[];
};
const ofAccounts: readonly [name: string, lessen: (it: AccountCase) => Promise<unknown>][] = [
  ['its token is revoked', ({ tokenId }) => site.admin.post(`${accountToken(tokenId)}/revoke`)],
  ['its token is renewed', ({ tokenId }) => site.admin.post(`${accountToken(tokenId)}/renew`)],
  ['its token is deleted', ({ tokenId }) => site.admin.delete(accountToken(tokenId))],
  ['all its tokens are renewed', ({ id }) => site.admin.post(`${account(id)}/renew`)],
  ['it is disabled', ({ id }) => site.admin.patch(account(id), { body: { is_enabled: false } })],
  ['it is deleted', ({ id }) => site.admin.delete(account(id))],
  ['its grant is removed', ({ grantIds }) => site.admin.delete(`${api}/grants/${grantIds[0]}`)],
];

test.each(ofAccounts)('a service account is cut off when %s', async (_name, lessen) => {
  const channel = await site.newChannel();
  const other = await bystander(channel);
  const it = await site.account({ on: channel, permissions: both });
  const client = await live(it.token, channel);
  await done(lessen(it) as Promise<Answer>);
  await client.closed;
  await other.stays();
});

test('a service account is cut off when its end comes, or is brought forward', async () => {
  const channel = await site.newChannel();
  const it = await site.account({ on: channel, permissions: both });
  await done(site.admin.patch(account(it.id), { body: { expires_at: inHours(1) } }));
  const client = await live(it.token, channel);
  ahead = hour;
  await client.closed;
});

test('a connection is cut off when its token expires', async () => {
  const channel = await site.newChannel();
  const other = await bystander(channel);
  const it = await site.scoped([{ entity_type: 'channel', operation: 'subscribe' }], {
    duration: '1h',
  });
  const client = await site.connect(it.token);
  expect(await client.subscribe(topicOf(site.project, channel))).toEqual([0]);
  ahead = hour;
  await client.closed;
  await other.stays();
});

test('a connection is cut off when the grant it listens by ends, and another that lasts keeps it', async () => {
  const channel = await site.newChannel();
  const ends_at = inHours(1);
  const short = await site.account({ on: channel, permissions: both, ends_at });
  const long = await site.account(
    { on: channel, permissions: both, ends_at },
    { on: site.project, permissions: ['channel.subscribe'] },
  );
  const [cut, kept] = [await live(short.token, channel), await live(long.token, channel)];
  ahead = hour;
  await cut.closed;
  const topic = topicOf(site.project, channel);
  const speaker = await bystander(channel);
  await speaker.stays();
  await expect.poll(() => kept.waiting().map(({ payload }) => payload)).toContain('still here');
  // Publishing went with the grant that ended.
  expect(await kept.publish(topic)).toBe('closed');
});

type PersonCase = Owned & { readonly channel: string };
const token = (id: string) => `${api}/user-tokens/${id}`;
const ofPeople: readonly [name: string, lessen: (it: PersonCase) => Promise<unknown>][] = [
  ['their token is revoked', ({ browser, tokenId }) => browser.post(`${token(tokenId)}/revoke`)],
  ['their token is renewed', ({ browser, tokenId }) => browser.post(`${token(tokenId)}/renew`)],
  ['their token is deleted', ({ browser, tokenId }) => browser.delete(token(tokenId))],
  ['all their tokens are deleted', ({ browser }) => browser.delete(`${api}/user-tokens`)],
  [
    'an administrator revokes their token',
    ({ tokenId }) => site.admin.post(`${token(tokenId)}/revoke`),
  ],
  [
    'the token revokes itself',
    ({ tokenId, token: text }) => withToken(site, text).post(`${token(tokenId)}/revoke`),
  ],
  [
    'the scope they listen by is removed',
    async ({ browser, tokenId }) => {
      const { items } = await done(browser.get(`${token(tokenId)}/scopes`));
      const scope = items.find(({ operation }: { operation: string }) => operation === 'subscribe');
      return browser.delete(`${token(tokenId)}/scopes/${scope.id}`);
    },
  ],
  [
    'all scopes of the token are removed',
    ({ browser, tokenId }) => browser.delete(`${token(tokenId)}/scopes`),
  ],
  [
    'they are deactivated',
    ({ userId }) => site.admin.put(`${api}/users/${userId}`, { body: { is_active: false } }),
  ],
  [
    'the grant of their own is removed',
    async ({ userId }) => {
      const { items } = await done(site.admin.get(`${api}/grants?principal_id=${userId}`));
      const grant = items.find(
        ({ resource }: { resource: { id: string } }) => resource.id === site.project,
      );
      return site.admin.delete(`${api}/grants/${grant.id}`);
    },
  ],
];

test.each(ofPeople)('a person is cut off when %s', async (_name, lessen) => {
  const channel = await site.newChannel();
  const other = await bystander(channel);
  const it = await site.scoped([
    { entity_type: 'channel', operation: 'publish', entity_id: channel },
    { entity_type: 'channel', operation: 'subscribe', entity_id: channel },
  ]);
  const client = await live(it.token, channel);
  await done(lessen({ ...it, channel }) as Promise<Answer>);
  await client.closed;
  await other.stays();
});

test('regenerating a token brings no connection back that came with its old secret', async () => {
  const channel = await site.newChannel();
  const it = await site.scoped([{ entity_type: 'channel', operation: 'subscribe' }]);
  const client = await site.connect(it.token);
  await client.subscribe(topicOf(site.project, channel));
  await done(it.browser.post(`${token(it.tokenId)}/revoke`));
  const again = await done(it.browser.post(`${token(it.tokenId)}/regenerate`));
  await client.closed;
  await expect(site.connect(it.token)).rejects.toMatchObject({ code: 4 });
  const fresh = await site.connect(again.created_token);
  expect(await fresh.subscribe(topicOf(site.project, channel))).toEqual([0]);
});

test('a rotation cuts who came with the old secret at the first use of the new one', async () => {
  const channel = await site.newChannel();
  const it = await site.scoped([{ entity_type: 'channel', operation: 'subscribe' }]);
  const old = await site.connect(it.token);
  await old.subscribe(topicOf(site.project, channel));
  const rotated = await done(it.browser.post(`${token(it.tokenId)}/rotate`));
  const other = await bystander(channel);
  await other.stays();
  expect((await old.next()).payload).toBe('still here');
  const fresh = await site.connect(rotated.created_token);
  await old.closed;
  expect(await fresh.subscribe(topicOf(site.project, channel))).toEqual([0]);
});

test('a rotation cuts who came with the old secret when its time is over, used or not', async () => {
  const channel = await site.newChannel();
  const it = await site.scoped([{ entity_type: 'channel', operation: 'subscribe' }]);
  const before = await site.connect(it.token);
  await before.subscribe(topicOf(site.project, channel));
  await done(it.browser.post(`${token(it.tokenId)}/rotate`, { body: { overlap: '1h' } }));
  const meanwhile = await site.connect(it.token);
  ahead = hour;
  await Promise.all([before.closed, meanwhile.closed]);
});

test('who publishes alone is refused the next message when the scope is gone', async () => {
  const channel = await site.newChannel();
  const topic = topicOf(site.project, channel);
  const it = await site.scoped([
    { entity_type: 'channel', operation: 'publish', entity_id: channel },
    { entity_type: 'channel', operation: 'read', entity_id: channel },
  ]);
  const client = await site.connect(it.token);
  expect(await client.publish(topic)).toBe('taken');
  const { items } = await done(it.browser.get(`${token(it.tokenId)}/scopes`));
  const scope = items.find(({ operation }: { operation: string }) => operation === 'publish');
  await done(it.browser.delete(`${token(it.tokenId)}/scopes/${scope.id}`));
  expect(await client.publish(topic)).toBe('closed');
});

test('a scope that is added widens what a live connection may', async () => {
  const channel = await site.newChannel();
  const topic = topicOf(site.project, channel);
  const it = await site.scoped([{ entity_type: 'channel', operation: 'publish' }]);
  const client = await site.connect(it.token);
  expect(await client.subscribe(topic)).toEqual([128]);
  const scopes = [{ entity_type: 'channel', operation: 'subscribe', entity_id: channel }];
  await done(it.browser.post(`${token(it.tokenId)}/scopes`, { body: { scopes } }));
  expect(await client.subscribe(topic)).toEqual([0]);
});

test('a role that loses the permission, or is deleted, takes the connections of its holders with it', async () => {
  const channel = await site.newChannel();
  const permissions = ['channel.publish', 'channel.subscribe', 'channel.read'];
  const role = async (name: string) =>
    (await made(site.admin.post(`${api}/roles`, { body: { name, permissions, home_id: siteId } })))
      .id;
  const holder = async (roleId: string) => {
    const it = await site.account();
    const grant = { principal_id: it.id, resource_id: channel, role_id: roleId };
    await made(site.admin.post(`${api}/grants`, { body: grant }));
    return live(it.token, channel);
  };
  const other = await bystander(channel);
  const [edited, deleted] = [await role('edited'), await role('deleted')];
  const [one, two] = [await holder(edited), await holder(deleted)];
  const less = { permissions: ['channel.publish', 'channel.read'] };
  await done(site.admin.patch(`${api}/roles/${edited}`, { body: less }));
  await one.closed;
  const spare = await role('spare');
  await done(
    site.admin.patch(`${api}/roles/${spare}`, { body: { permissions: ['channel.read'] } }),
  );
  await done(site.admin.delete(`${api}/roles/${deleted}?replacement_id=${spare}`));
  await two.closed;
  await other.stays();
});

test('a channel that is deleted takes its listeners with it, and not those of the project', async () => {
  const channel = await site.newChannel();
  const of = await site.account({ on: channel, permissions: both });
  const wide = await site.account({ on: site.project, permissions: both });
  const [narrow, broad] = [await live(of.token, channel), await site.connect(wide.token)];
  expect(await broad.subscribe(`m/${site.project}/#`)).toEqual([0]);
  await done(site.admin.delete(`${api}/entities/${channel}`));
  await narrow.closed;
  expect(await broad.publish(topicOf(site.project, site.sibling), 'goes on')).toBe('taken');
  expect((await broad.next()).payload).toBe('goes on');
  expect(await broad.publish(topicOf(site.project, channel))).toBe('closed');
});

test('a project that is deleted, or moved away from the grant, takes its listeners with it', async () => {
  const organization = async (name: string) =>
    (await made(site.admin.post(`${api}/organizations`, { body: { name } }))).id;
  const [from, to] = [await organization('from here'), await organization('to there')];
  const projectIn = async (name: string) => {
    const body = { name, organization_id: from };
    return (await made(site.admin.post(`${api}/projects`, { body }))).id;
  };
  const [gone, moved] = [await projectIn('gone'), await projectIn('moved')];
  const [inGone, inMoved] = [await site.newChannel(gone), await site.newChannel(moved)];
  const { token } = await site.account({ on: from, permissions: both });
  const { token: everywhere } = await site.account({ on: siteId, permissions: both });
  const [one, two, other] = [
    await site.connect(token),
    await site.connect(token),
    await site.connect(everywhere),
  ];
  expect(await one.subscribe([`m/${gone}/#`, topicOf(gone, inGone)])).toEqual([0, 0]);
  expect(await two.subscribe(topicOf(moved, inMoved))).toEqual([0]);
  expect(await other.subscribe(topicOf(moved, inMoved))).toEqual([0]);
  await done(site.admin.delete(`${api}/projects/${gone}`));
  await one.closed;
  await done(site.admin.post(`${api}/projects/${moved}/move`, { body: { organization_id: to } }));
  await two.closed;
  expect(await other.publish(topicOf(moved, inMoved))).toBe('taken');
});

test('what an administrator may goes with being one', async () => {
  const it = await site.scoped([]);
  await done(site.admin.put(`${api}/users/${it.userId}`, { body: { is_admin: true } }));
  const { created_token } = await made(it.browser.post(`${api}/user-tokens`, { body: {} }));
  const client = await site.connect(created_token);
  expect(await client.subscribe('m/#')).toEqual([0]);
  await done(site.admin.put(`${api}/users/${it.userId}`, { body: { is_admin: false } }));
  await client.closed;
});

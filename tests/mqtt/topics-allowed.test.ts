import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { siteId } from '../../packages/contract/src/index.ts';
import { both, type Held, type MqttSite, mqttSite, topicOf } from './mqtt-site.ts';

let site: MqttSite;
beforeAll(async () => {
  site = await mqttSite();
});
afterEach(() => site.endClients());
afterAll(() => site.stop());

const publish = ['channel.publish'] as const;
const subscribe = ['channel.subscribe'] as const;
const refused = 128;

/** What somebody may publish to: each topic by a connection of its own, because a refusal ends it. */
async function taken(token: string, topics: readonly string[]): Promise<boolean[]> {
  return Promise.all(
    topics.map(async (topic) => {
      const client = await site.connect(token);
      return (await client.publish(topic)) === 'taken';
    }),
  );
}

/** Topics and filters of the site, by what they reach. */
function places() {
  const { project, otherProject, channel, sibling, foreign } = site;
  const own = topicOf(project, channel);
  return {
    own: [own, `${own}/room/1`],
    sibling: [topicOf(project, sibling), topicOf(project, sibling, 'x')],
    foreign: [topicOf(otherProject, foreign)],
    nowhere: [
      // A channel of another project, ids of something else, and what is there at no place.
      ...[topicOf(otherProject, channel), topicOf(project, foreign), topicOf(project, project)],
      ...[topicOf(channel, project), topicOf(project, '0198a1c4-0000-7000-8000-00000000dead')],
      ...[topicOf(project.toUpperCase(), channel), topicOf(project, channel.toUpperCase())],
      ...['m', 'x', '$SYS/broker', `$share/g/${own}`, `${own}/`, `${own}//x`, `/${own}`],
      ...[`${own}/${'x'.repeat(1100)}`, `${own}${'/x'.repeat(40)}`, `${own}/${'y'.repeat(60_000)}`],
    ],
    ownFilters: [own, `${own}/#`, `${own}/+`, `${own}/+/x/#`],
    projectFilters: [
      `m/${project}/#`,
      `m/${project}/c/+`,
      `m/${project}/c/#`,
      `m/${project}/+/+/x`,
    ],
    siteFilters: ['m/#', 'm/+/c/+', `m/+/c/${channel}`, 'm/+/+/+/#'],
    noFilters: [
      ...['#', '+', '+/#', '$SYS/#', '$SYS/+/new/clients', `$share/g/${own}`, '$queue/x', '/#'],
      ...['m', 'm/+', `m/${project}`, `m/${project}/c`, `m/${project}/c/`, `${own}/`, `${own}//#`],
      ...[topicOf(otherProject, channel, '#'), topicOf(project, foreign)],
      ...[topicOf(project.toUpperCase(), '#'), `m/${project}/x/#`, `${own}/${'x'.repeat(60_000)}`],
    ],
  };
}

const holders: readonly [
  name: string,
  held: () => readonly Held[],
  may: { publish: readonly string[]; subscribe: readonly string[] },
][] = [
  ['nothing', () => [], { publish: [], subscribe: [] }],
  [
    'both on a channel',
    () => [{ on: site.channel, permissions: both }],
    { publish: ['own'], subscribe: ['own'] },
  ],
  [
    'publish alone on a channel',
    () => [{ on: site.channel, permissions: publish }],
    { publish: ['own'], subscribe: [] },
  ],
  [
    'subscribe alone on a channel',
    () => [{ on: site.channel, permissions: subscribe }],
    { publish: [], subscribe: ['own'] },
  ],
  [
    'both on two channels, which are all there are',
    () => [site.channel, site.sibling].map((on) => ({ on, permissions: both })),
    { publish: ['own', 'sibling'], subscribe: ['own', 'sibling'] },
  ],
  [
    'both on the project',
    () => [{ on: site.project, permissions: both }],
    { publish: ['own', 'sibling'], subscribe: ['own', 'sibling', 'projectFilters'] },
  ],
  [
    'both on the other project',
    () => [{ on: site.otherProject, permissions: both }],
    { publish: ['foreign'], subscribe: ['foreign'] },
  ],
  [
    'both on the site',
    () => [{ on: siteId, permissions: both }],
    {
      publish: ['own', 'sibling', 'foreign'],
      subscribe: ['own', 'sibling', 'foreign', 'projectFilters', 'siteFilters'],
    },
  ],
  [
    'other permissions on the project',
    () => [{ on: site.project, permissions: ['channel.read', 'channel.list', 'channel.delete'] }],
    { publish: [], subscribe: [] },
  ],
];

test.each(holders)('who holds %s publishes there and nowhere else', async (_name, held, may) => {
  const { token } = await site.account(...held());
  const { own, sibling, foreign, nowhere } = places();
  const topics = { own, sibling, foreign, nowhere };
  for (const [name, list] of Object.entries(topics)) {
    const isAllowed = may.publish.includes(name);
    expect(await taken(token, list), name).toEqual(list.map(() => isAllowed));
  }
});

test.each(holders)('who holds %s subscribes to that and to no more', async (_name, held, may) => {
  const { token } = await site.account(...held());
  const { own: _own, ownFilters: own, nowhere: _nowhere, ...others } = places();
  const client = await site.connect(token);
  for (const [name, list] of Object.entries({ own, ...others })) {
    const isAllowed = may.subscribe.includes(name);
    const granted = await client.subscribe(list);
    expect(granted, name).toEqual(list.map(() => (isAllowed ? 0 : refused)));
  }
});

test('what is refused of a SUBSCRIBE takes nothing from what is granted of it', async () => {
  const { token } = await site.account({ on: site.channel, permissions: both });
  const client = await site.connect(token);
  const own = topicOf(site.project, site.channel);
  const sibling = topicOf(site.project, site.sibling);
  expect(await client.subscribe([sibling, own, '#'], 1)).toEqual([refused, 1, refused]);

  const { token: wide } = await site.account({ on: site.project, permissions: both });
  const speaker = await site.connect(wide);
  await speaker.publish(sibling, 'next door');
  await speaker.publish(own, 'here');
  expect(await client.next()).toEqual({ topic: own, payload: 'here', retain: false });
});

test('a project-wide subscription hears of its channels alone, a new one too', async () => {
  const { token } = await site.account({ on: siteId, permissions: both });
  const { token: narrow } = await site.account({ on: site.project, permissions: both });
  const [speaker, listener] = [await site.connect(token), await site.connect(narrow)];
  expect(await listener.subscribe(`m/${site.project}/#`)).toEqual([0]);
  const fresh = await site.newChannel();
  await speaker.publish(topicOf(site.otherProject, site.foreign), 'elsewhere');
  await speaker.publish(topicOf(site.project, site.channel, 'a'), 'one');
  await speaker.publish(topicOf(site.project, fresh), 'two');
  expect((await listener.next()).payload).toBe('one');
  expect((await listener.next()).payload).toBe('two');
});

test('a refused message is heard by nobody, and is in the log without what the client wrote', async () => {
  const { token } = await site.account();
  const { token: wide } = await site.account({ on: siteId, permissions: both });
  const listener = await site.connect(wide);
  await listener.subscribe('m/#');
  const stranger = await site.connect(token);
  const secret = 'written-by-the-client';
  expect(await stranger.publish(topicOf(site.project, site.channel, secret), secret)).toBe(
    'closed',
  );
  await listener.publish(topicOf(site.project, site.channel), 'after');
  expect((await listener.next()).payload).toBe('after');
  const lines = site.server.log().filter((line) => line.includes('mqtt message refused'));
  expect(JSON.parse(lines.at(-1) ?? '{}')).toMatchObject({ channel: site.channel });
  expect(site.server.log().join()).not.toContain(secret);
});

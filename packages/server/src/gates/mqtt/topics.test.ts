import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ChannelsAt } from '../../plane/gate-decisions.ts';
import { matcherOf } from './filter-match.ts';
import { maxTopicBytes, maxTopicLevels, placeOfFilter, placeOfTopic } from './topics.ts';

const id = (digit: string) => `${digit.repeat(8)}-1111-7111-8111-${digit.repeat(12)}`;
const [p, q, a, b] = [id('e'), id('f'), id('a'), id('b')];
/** Each with a short form of itself, for the name of its test. */
const named = (texts: readonly string[]) =>
  texts.map(
    (text) => [text.replaceAll(/([0-9a-fx])\1+-?[\w-]*/g, '$1…').slice(0, 60), text] as const,
  );
const own = `m/${p}/c/${a}`;
const channel = { kind: 'channel', projectId: p, channelId: a };
const project = { kind: 'project', projectId: p };

test('a topic names one channel of one project', () => {
  for (const topic of [own, `${own}/room`, `${own}/room/1`, `${own}/$x`, `${own}/ünï`]) {
    expect(placeOfTopic(topic), topic).toEqual(channel);
  }
});

const noTopic = [
  ...['', '/', 'm', 'm/', `m/${p}`, `m/${p}/c`, `m/${p}/c/`, `m/${p}/${a}`],
  ...[`${own}/`, `${own}//x`, `/${own}`, `m//${p}/c/${a}`, `${own}/x/`],
  ...[`M/${p}/c/${a}`, `m/${p}/C/${a}`, `m/${p}/c/${a.toUpperCase()}`, `m/${p}/c/{${a}}`],
  ...[`m/${p}/c/${a.replaceAll('-', '')}`, `m/${p}/c/urn:uuid:${a}`, ` ${own}`],
  ...[`${own}/+`, `${own}/#`, `${own}/a+`, `m/+/c/${a}`, '#', '+', '+/+/+/+'],
  ...['$SYS', '$SYS/broker', `$share/g/${own}`, `$${own}`, `x/${own}`, `d/${p}/c/${a}`],
  ...[`${own}/\0`, `${own}/\n`, `${own}/\u0085`, `${own}/\ufffd`],
  `${own}/${'x'.repeat(maxTopicBytes)}`,
  `${own}/${'x'.repeat(65_000)}`,
  `${own}${'/x'.repeat(maxTopicLevels)}`,
];

test.each(named(noTopic))('no message has the topic %j', (_name, topic) => {
  expect(placeOfTopic(topic)).toBeUndefined();
});

test.each<[filter: string, at: unknown]>([
  [own, channel],
  [`${own}/#`, channel],
  [`${own}/+`, channel],
  [`${own}/+/x/#`, channel],
  [`m/${p}/c/+`, project],
  [`m/${p}/c/+/temperature`, project],
  [`m/${p}/c/#`, project],
  [`m/${p}/#`, project],
  [`m/${p}/+/${a}`, project],
  [`m/${p}/+/+/#`, project],
  ['m/#', { kind: 'site' }],
  [`m/+/c/${a}`, { kind: 'site' }],
  [`m/+/c/${a}/#`, { kind: 'site' }],
  ['m/+/+/+', { kind: 'site' }],
])('%s reaches as far as that', (filter, at) => {
  expect(placeOfFilter(filter)).toEqual(at);
});

const noFilter = [
  ...['#', '+', '+/#', `+/${p}/c/${a}`, '$SYS/#', '$SYS/+/clients', `$share/g/${own}`, '$queue/x'],
  ...[
    '',
    '/',
    'm',
    `m/${p}`,
    `m/${p}/c`,
    'm/+',
    'm/+/+',
    `m/${p}/+`,
    `m/${p}/x/${a}`,
    `m/${p}/x/#`,
  ],
  ...[`${own}/`, `${own}//#`, `m//c/${a}`, `${own}#`, `${own}/#/x`, `${own}/x#`, `${own}/x+`],
  ...[`m/${p}/c/${a}+`, `m/${p.toUpperCase()}/#`, `M/${p}/#`, `${own}/\0`, `${own}/\ufffd/#`],
  `${own}/${'x'.repeat(65_000)}`,
  `${own}${'/+'.repeat(maxTopicLevels)}`,
];

test.each(named(noFilter))('nobody subscribes to %j', (_name, filter) => {
  expect(placeOfFilter(filter)).toBeUndefined();
});

/** MQTT 3.1.1, 4.7, read level by level. */
function matches([wanted, ...rest]: string[], [level, ...deeper]: string[]): boolean {
  if (wanted === '#') return true;
  if (wanted === undefined) return level === undefined;
  if (level === undefined) return false;
  return (wanted === '+' || wanted === level) && matches(rest, deeper);
}
/** `a/#` is also `a`. */
const bruteMatch = (filter: string, topic: string) => {
  const levels = filter.split('/');
  const parent = levels.at(-1) === '#' && matches(levels.slice(0, -1), topic.split('/'));
  return parent || matches(levels, topic.split('/'));
};

/** Every topic of two projects with two channels each, some levels deep, and some of nobody. */
const topics = [p, q].flatMap((project) =>
  [a, b].flatMap((channel) =>
    ['', '/x', '/y', '/x/y', '/x/x/y'].map((below) => `m/${project}/c/${channel}${below}`),
  ),
);
const level = fc.constantFrom('m', p, q, 'c', a, b, 'x', 'y', '+', '+', '#', '', '$SYS', 'n');
const likely = fc.tuple(
  ...[fc.constantFrom('m', 'm', 'm', '+', '#'), fc.constantFrom(p, q, '+', '#')],
  ...[fc.constantFrom('c', 'c', '+', '#'), fc.constantFrom(a, b, '+', '#')],
);
const filters = fc
  .oneof(
    fc.array(level, { minLength: 1, maxLength: 7 }),
    fc.tuple(likely, fc.array(level, { maxLength: 3 })).map(([head, tail]) => [...head, ...tail]),
  )
  .map((levels) => levels.join('/'));

const isWithin = (at: ChannelsAt, topic: string): boolean => {
  const [, inProject, , ofChannel] = topic.split('/');
  if (at.kind === 'site') return true;
  if (at.projectId !== inProject) return false;
  return at.kind === 'project' || at.channelId === ofChannel;
};

test('whatever a filter could match stands in the place that it is decided on', () => {
  fc.assert(
    fc.property(filters, (filter) => {
      const at = placeOfFilter(filter);
      const matched = topics.filter((topic) => bruteMatch(filter, topic));
      if (at) return matched.every((topic) => isWithin(at, topic));
      // Refused: it is none, reaches beyond channels, or matches nothing.
      const levels = filter.split('/');
      const isNone = levels.includes('') || levels.slice(0, -1).includes('#');
      return isNone || levels[0] !== 'm' || matched.length === 0;
    }),
    { numRuns: 5000 },
  );
});

test('a filter that names a channel is decided on that channel, and not on more', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('x', '+'), { maxLength: 5 }), (below) => {
      const open = [own, ...below, '#'].join('/');
      expect(placeOfFilter(open)).toEqual(channel);
    }),
  );
});

test('messages are told by the same reading of filters', () => {
  fc.assert(
    fc.property(filters, fc.constantFrom(...topics), (filter, topic) => {
      if (!placeOfFilter(filter)) return;
      expect(matcherOf(filter)(topic.split('/'))).toBe(bruteMatch(filter, topic));
    }),
    { numRuns: 5000 },
  );
});

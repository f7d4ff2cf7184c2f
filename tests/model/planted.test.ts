import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { plain } from './cases.ts';
import { explore } from './explore/explore.ts';
import { planted } from './faults.ts';
import type { Fault } from './protocol/fault-names.ts';
import { modelOf } from './protocol/model.ts';
import type { State } from './protocol/state.ts';
import { type Case, worldOf } from './protocol/world.ts';

const bounds = { states: 400_000, bytes: 500_000_000 };
const rows = (Object.keys(planted) as Fault[]).map((fault) => ({ fault, ...planted[fault] }));

test.each(rows)('$fault: a wrong answer after $steps steps', ({ fault, steps, shownBy }) => {
  const { trace } = explore(modelOf(worldOf(shownBy, fault)), bounds);
  expect(trace?.at(-1)).toMatch(/answers/);
  expect(trace).toHaveLength(steps);
});

test('every fault is found by what it leaves out: the same case without it is in order', () => {
  const cheap = rows.filter(({ steps }) => steps <= 9);
  for (const { shownBy } of cheap) {
    expect(explore(modelOf(worldOf(shownBy)), { ...bounds, states: 10_000 }).trace).toBeUndefined();
  }
});

test('a refusal after an acknowledged restore is found as well', () => {
  const restored: Case = {
    ...plain,
    begins: 'warm',
    changes: ['revoke', 'restore'],
    lease: 1,
    slack: 0,
    still: true,
    trouble: ['NOTIFY'],
  };
  const model = modelOf(worldOf(restored, 'acknowledged before applied'));
  const isWrong = ({ wrong }: State) => wrong === 'no after its restore';
  const { trace } = explore({ ...model, isWrong }, bounds);
  expect(trace).toHaveLength(13);
});

test('docs/revocation.md tells of every rule, and of what comes of leaving it out', () => {
  const page = readFileSync(new URL('../../docs/revocation.md', import.meta.url), 'utf8');
  const told = page.split('\n').filter((line) => /\| \d+ \|$/.test(line));
  const wanted = rows.map(({ rule, marked, instead, comesOf, steps }) => {
    return `| ${rule}${marked ? ' (b)' : ''} | ${instead}: ${comesOf} | ${steps} |`;
  });
  expect(told).toEqual(wanted);
});

import { expect, test } from 'vitest';
import { smallCases } from './cases.ts';
import { explore } from './explore/explore.ts';
import { modelOf } from './protocol/model.ts';
import { ticksToReceipts } from './protocol/receipts-come.ts';
import { worldOf } from './protocol/world.ts';

const bounds = { states: 1_000_000, bytes: 500_000_000 };

test.each(smallCases)('$name: no wrong answer in any state that can be reached', (one) => {
  const found = explore(modelOf(worldOf(one)), bounds);
  expect(found.trace).toBeUndefined();
  expect(found.exhausted).toBe(true);
});

const timed = smallCases.filter(({ still }) => still !== true);

test.each(timed)("$name: once nothing goes wrong any more, a receipt comes within D'", (one) => {
  const world = worldOf(one);
  const stuck: unknown[] = [];
  explore(modelOf(world), { ...bounds, states: 20_000 }, (state, number) => {
    if (number % 5 !== 0) return;
    if (ticksToReceipts(world, state, world.patience) === undefined) stuck.push(state);
  });
  expect(stuck[0]).toBeUndefined();
});

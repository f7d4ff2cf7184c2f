import { expect, test } from 'vitest';
import { deepCases } from './cases.ts';
import { explore, type Model } from './explore/explore.ts';
import { Reader, Writer } from './explore/tape.ts';
import { modelOf } from './protocol/model.ts';
import { worldOf } from './protocol/world.ts';

const bounds = { states: 100_000, bytes: 100_000_000 };

/** Counts up by one or doubles, up to 100. */
const counting = (wrong: number): Model<number> => ({
  first: 1,
  size: 1,
  write: (state, bytes) => {
    new Writer(bytes).int(state);
  },
  read: (bytes) => new Reader(bytes).int(),
  steps: (state, emit) => {
    if (state < 100) emit(state + 1, 'one more');
    if (state <= 50) emit(state * 2, 'twice as many');
  },
  isWrong: (state) => state === wrong,
});

test('every state is seen once, and the depth is that of the farthest', () => {
  const { states, depth, exhausted } = explore(counting(0), bounds);
  expect({ states, depth, exhausted }).toEqual({ states: 100, depth: 11, exhausted: true });
});

test('the trace of a violation is a shortest one', () => {
  expect(explore(counting(12), bounds).trace).toEqual([
    'one more',
    'one more',
    'twice as many',
    'twice as many',
  ]);
});

test('it stops at its bound and says so', () => {
  const { states, exhausted } = explore(counting(0), { ...bounds, states: 10 });
  expect(exhausted).toBe(false);
  expect(states).toBeLessThan(13);
});

test.each(deepCases)('$name: a state is read back as it was written', (one) => {
  const model = modelOf(worldOf(one));
  const bytes = new Uint8Array(model.size);
  const again = new Uint8Array(model.size);
  explore(model, { ...bounds, states: 3000 }, (state) => {
    model.write(state, bytes);
    const read = model.read(bytes);
    model.write(read, again);
    expect(again).toEqual(bytes);
  });
});

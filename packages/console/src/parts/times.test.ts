import { expect, test } from 'vitest';
import { remainingTime } from './times.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

test.each([
  [day - 6 * minute, 'in 23 h 54 m'],
  [day, 'in 1 d 0 h'],
  [7 * day - 1, 'in 6 d 23 h'],
  [30 * day, 'in 30 days'],
  [59 * minute + 59_000, 'in 59 m'],
  [20_000, 'in a moment'],
  [-3 * hour, '3 hours ago'],
])('what ends %i ms from now is said to end %s', (ahead, words) => {
  expect(remainingTime(1_000_000_000 + ahead, 1_000_000_000)).toBe(words);
});

import { expect, test } from 'vitest';
import {
  longestLease,
  longestVerifierLease,
  type Margins,
  shortestPatience,
} from './protocol/margins.ts';

/** D = 3 s; clocks within 1 %; a monotonic clock that stood still for less than `unnoticed` ms is trusted. */
const margins = (patience: number, unnoticed: number): Margins => ({
  lease: 3000,
  patience,
  rate: 0.01,
  unnoticed,
});
const holds = (one: Margins) => shortestPatience(one) >= longestLease(one);

test("D' = 1.02 D + 50 ms outlasts every lease, where a clock that stood still for 45 ms is not trusted", () => {
  expect(holds(margins(3110, 45))).toBe(true);
});

test('it does not where a clock may have stood still for 100 ms: then 1.03 D + 110 ms does', () => {
  expect(holds(margins(3110, 100))).toBe(false);
  expect(holds(margins(3200, 100))).toBe(true);
});

test("a verifier's lease of 0.98 of what remains, less 45 ms, ends before D' whenever it is asked for", () => {
  const given = margins(3110, 45);
  const moments = Array.from({ length: 3076 }, (_, askedAt) => askedAt);
  const longest = Math.max(...moments.map((at) => longestVerifierLease(given, 0.98, at)));
  expect(longest).toBeLessThanOrEqual(shortestPatience(given));
});

test('it ends before the server that lent it stops waiting for it; a whole one would not', () => {
  const ends = (share: number) => (lent: number) =>
    longestLease({ ...margins(lent, 45), lease: share * lent - 45 }) <=
    shortestPatience(margins(lent, 45));
  const lent = Array.from({ length: 3000 }, (_, ms) => ms);
  expect(lent.every(ends(0.98))).toBe(true);
  expect(ends(1)(3000)).toBe(false);
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maxDurationMs, parseDuration } from './durations.ts';

const hour = 3_600_000;
const day = 24 * hour;

test.each([
  ['24h', day],
  ['30d', 30 * day],
  ['2w', 14 * day],
  ['1y', 365 * day],
  ['1h30m', 1.5 * hour],
  ['100y', maxDurationMs],
])('people’s notation: %s', (text, ms) => {
  expect(parseDuration(text)).toBe(ms);
});

test.each([
  ['1.5h', 1.5 * hour],
  ['.5h', hour / 2],
  ['1.h', hour],
  ['+24h', day],
  ['2h45m30.5s', 2 * hour + 45 * 60_000 + 30_500],
  ['300ms', 300],
  ['250000us', 250],
  ['250000\u00b5s', 250],
  ['250000\u03bcs', 250],
  ['2592000000000000ns', 30 * day],
  ['720h0m0s', 30 * day],
  ['1m1ms', 60_001],
])('Go’s notation: %s', (text, ms) => {
  expect(parseDuration(text)).toBe(ms);
});

test.each([
  ['0.3s', 300],
  ['2.3s', 2300],
  ['1.1h', 3_960_000],
  ['0.1d', 8_640_000],
])('a fraction is read as it is written, not as the nearest binary one: %s', (text, ms) => {
  expect(parseDuration(text)).toBe(ms);
});

test('what is beyond a whole millisecond is cut off', () => {
  expect(parseDuration('1999us')).toBe(1);
  expect(parseDuration('1.9999999ms')).toBe(1);
});

describe('refused', () => {
  test.each([
    ['nothing', ''],
    ['zero', '0'],
    ['zero with a unit', '0s'],
    ['many zeros', '0h0m0s'],
    ['less than a millisecond', '999us'],
    ['negative', '-1h'],
    ['negative within', '1h-30m'],
    ['longer than 100 years', '36501d'],
    ['longer than 100 years by adding up', '100y1ms'],
    ['more than any number holds', '9999999999999999999y'],
    ['more digits than any number has', `${'9'.repeat(20)}ns`],
    ['endless', '1h'.repeat(200)],
    ['a number without a unit', '24'],
    ['a unit without a number', 'h'],
    ['a point without a number', '.h'],
    ['two points', '1.2.3h'],
    ['a unit there is not', '24hrs'],
    ['a capital', '24H'],
    ['an exponent', '1e3h'],
    ['a space within', '1h 30m'],
    ['a space before', ' 1h'],
    ['a line break after', '1h\n'],
    ['two signs', '++1h'],
    ['infinity', 'Infinity'],
    ['digits of another script', '٢٤h'],
  ])('%s', (_what, text) => {
    expect(parseDuration(text)).toBeUndefined();
  });
});

test('whatever is written, the answer is a whole number of milliseconds within the bounds, or none', () => {
  const unit = fc.constantFrom('ns', 'us', 'µs', 'μs', 'ms', 's', 'm', 'h', 'd', 'w', 'y', '', 'x');
  const number = fc.oneof(
    fc.nat().map(String),
    fc.tuple(fc.nat(), fc.nat()).map(([whole, fraction]) => `${whole}.${fraction}`),
  );
  const written = fc
    .array(fc.tuple(number, unit), { maxLength: 5 })
    .map((parts) => parts.flat().join(''));
  fc.assert(
    fc.property(fc.oneof(written, fc.string()), (text) => {
      const ms = parseDuration(text);
      if (ms === undefined) return;
      expect(Number.isInteger(ms)).toBe(true);
      expect(ms).toBeGreaterThan(0);
      expect(ms).toBeLessThanOrEqual(maxDurationMs);
    }),
  );
});

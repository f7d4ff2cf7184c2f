import { maxDurationMs, parseDuration } from '@keywright/contract';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { endTime } from './end-time.ts';
import { Problem } from './problem.ts';

const now = Date.parse('2030-01-01T00:00:00Z');
const day = 86_400_000;

test('nothing said, or null, is never', () => {
  expect(endTime({}, now)).toBeNull();
  expect(endTime({ expires_at: null }, now)).toBeNull();
});

test.each([
  ['1s', 1000],
  ['90m', 5_400_000],
  ['24h', day],
  ['30d', 30 * day],
  ['2w', 14 * day],
  ['1y', 365 * day],
  ['1h30m', 5_400_000],
  ['1d1d', 2 * day],
  ['100y', 36_500 * day],
])('%s is %i ms', (duration, length) => {
  expect(endTime({ duration }, now)).toBe(now + length);
});

test('whatever is asked for, the answer is a time to come, never, or a refusal', () => {
  const units = fc.constantFrom('s', 'm', 'h', 'd', 'w', 'y', '', 'x', '-');
  const part = fc.tuple(fc.integer({ min: -5, max: 1_000_000_000 }), units);
  const duration = fc.array(part, { maxLength: 4 }).map((parts) => parts.flat().join(''));
  const wanted = fc.record(
    { expires_at: fc.option(fc.integer({ min: 0, max: 2 * now })), duration },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(wanted, (asked) => {
      try {
        const expiry = endTime(asked, now);
        if (expiry !== null) expect(expiry).toBeGreaterThan(now);
        if (asked.duration !== undefined) expect(expiry).toBeLessThanOrEqual(now + maxDurationMs);
        if (expiry === null) expect(asked.expires_at ?? null).toBeNull();
      } catch (error) {
        expect(error).toBeInstanceOf(Problem);
        expect((error as Problem).code).toBe('invalid_request');
      }
    }),
  );
});

test('the length of a duration is the sum of its parts', () => {
  const count = fc.integer({ min: 1, max: 1000 });
  fc.assert(
    fc.property(count, count, (hours, minutes) => {
      expect(parseDuration(`${hours}h${minutes}m`)).toBe(hours * 3_600_000 + minutes * 60_000);
    }),
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tokenState } from './token-state.ts';

const time = fc.integer({ min: 0, max: 4_102_444_800_000 });
const timeOrNever = fc.option(time);

test('a revoked token is revoked, whatever its expiry and the time', () => {
  fc.assert(
    fc.property(time, timeOrNever, time, (revoked_at, expires_at, now) => {
      expect(tokenState({ revoked_at, expires_at }, now)).toBe('revoked');
    }),
  );
});

test('a token that was not revoked ends at its time, not a millisecond later', () => {
  fc.assert(
    fc.property(time, (expires_at) => {
      const token = { revoked_at: null, expires_at };
      expect(tokenState(token, expires_at - 1)).toBe('active');
      expect(tokenState(token, expires_at)).toBe('expired');
      expect(tokenState(token, expires_at + 1)).toBe('expired');
    }),
  );
});

test('without an expiry it never ends by itself', () => {
  const token = { revoked_at: null, expires_at: null };
  expect(tokenState(token, Number.MAX_SAFE_INTEGER)).toBe('active');
});

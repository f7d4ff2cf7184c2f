import { expect, test } from 'vitest';
import { expiryMissing, expiryOf, expirySent, lengthAsBefore } from './expiry.ts';

const issued_at = '2026-01-01T00:00:00Z';

test.each([
  ['2026-01-02T00:00:00Z', '24h'],
  ['2026-01-31T00:00:01Z', '30d'],
  ['2026-03-01T00:00:00Z', '30d'],
  ['2027-01-01T00:00:00Z', '1y'],
  ['2026-01-01T01:00:00Z', '24h'],
  [null, 'never'],
] as const)('a token made to last until %s is proposed to last %s again', (expires_at, choice) => {
  expect(lengthAsBefore({ issued_at, expires_at })).toBe(choice);
});

test('a length of one’s own is sent as it is, and said to be none where it is none', () => {
  expect(expirySent('length', ' 12h ')).toEqual({ duration: '12h' });
  expect(expiryOf('length', '1h30m', 0)).toBe(5_400_000);
  for (const text of ['', 'soon', '-1h', '0h', '2026-12-22']) {
    expect(expiryMissing('length', text), text).toMatch(/^Write a length/);
  }
  expect(expiryMissing('length', '45d')).toBeNull();
});

test('a length is no day', () => {
  expect(expiryMissing('date', '45d')).toBe('Choose a day.');
  expect(expiryOf('date', '45d', 0)).toBeUndefined();
});

import { expect, test } from 'vitest';
import { limitedAttempts } from './limited-attempts.ts';

/** Attempts by a clock that the test moves. */
function attempts(perMinute: number) {
  const time = { now: 1_000_000 };
  const { count } = limitedAttempts('failed-attempts', perMinute, () => time.now);
  /** The seconds to wait where it was one too many. */
  const wait = (address: string, tokenId?: string) => {
    const { isBeyond, resetS } = count(address, tokenId);
    return isBeyond ? resetS : undefined;
  };
  return { time, count: wait };
}

test('as many as allowed go through, the next is told how long to wait', () => {
  const { time, count } = attempts(3);
  expect([count('a'), count('a'), count('a')]).toEqual([undefined, undefined, undefined]);
  expect(count('a')).toBe(60);
  time.now += 59_001;
  expect(count('a')).toBe(1);
});

test('a minute after the first, all is forgotten', () => {
  const { time, count } = attempts(1);
  count('a');
  expect(count('a')).toBe(60);
  time.now += 60_000;
  expect(count('a')).toBeUndefined();
});

test('one address is not another, but for those of one IPv6 network', () => {
  const { count } = attempts(1);
  expect(count('192.0.2.1')).toBeUndefined();
  expect(count('192.0.2.2')).toBeUndefined();
  expect(count('::ffff:192.0.2.1')).toBe(60);
  expect(count('2001:db8:1:2::1')).toBeUndefined();
  expect(count('2001:db8:1:2:ffff::9')).toBe(60);
  expect(count('2001:db8:1:3::1')).toBeUndefined();
});

test('addresses without end do not take memory without end, and the latest stay counted', () => {
  const { count } = attempts(1);
  count('the first');
  for (let n = 0; n < 20_000; n++) count(`address ${n}`);
  expect(count('address 19999')).toBe(60);
  expect(count('the first')).toBeUndefined();
});

test('from however many addresses, one token is guessed at so many times', () => {
  const { count } = attempts(2);
  expect(count('192.0.2.1', 'a')).toBeUndefined();
  expect(count('192.0.2.2', 'a')).toBeUndefined();
  expect(count('192.0.2.3', 'a')).toBe(60);
  expect(count('192.0.2.4', 'b')).toBeUndefined();
});

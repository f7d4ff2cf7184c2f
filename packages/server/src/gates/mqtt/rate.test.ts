import { expect, test } from 'vitest';
import { Buckets, bucketOf } from './rate.ts';

test('a bucket gives a second’s worth at once, and fills again at its pace', () => {
  let now = 0;
  const bucket = bucketOf(10, () => now);
  const taken = () => {
    let count = 0;
    while (bucket.take(1)) count++;
    return count;
  };
  expect(taken()).toBe(10);
  expect(bucket.take(0.1)).toBe(false);
  now = 500;
  expect(taken()).toBe(5);
  now = 60_000;
  expect(taken()).toBe(10);
});

test('what costs a tenth can be taken ten times as often', () => {
  const bucket = bucketOf(10, () => 0);
  let count = 0;
  while (bucket.take(0.1)) count++;
  expect(count).toBeGreaterThanOrEqual(99);
});

test('all connections of a token share one bucket, and two tokens do not', () => {
  const buckets = new Buckets(5);
  for (let n = 0; n < 5; n++) expect(buckets.of('one').take(1)).toBe(true);
  expect(buckets.of('one').take(1)).toBe(false);
  expect(buckets.of('other').take(1)).toBe(true);
});

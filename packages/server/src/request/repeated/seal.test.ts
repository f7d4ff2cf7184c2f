import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Secret } from '../../plane/secret.ts';
import { keysOf, open, seal } from './seal.ts';

const key = (text: string) => new Secret(text.padEnd(20, '-'));
const request = ['user_token', 'a', 'POST', '/rotate', { id: 'b' }];

test('what was sealed is opened by the same key for the same request', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (secret, text) => {
      const sealed = seal(keysOf(key(secret), request), text);
      expect(open(keysOf(key(secret), [...request]), sealed)).toBe(text);
    }),
  );
});

test('another key, another request, and any changed bit open nothing', () => {
  const keys = keysOf(key('mine'), request);
  const sealed = seal(keys, 'kwp_secret');
  expect(() => open(keysOf(key('yours'), request), sealed)).toThrow();
  expect(() => open(keysOf(key('mine'), [...request, 1]), sealed)).toThrow();
  // Who holds the database has what it is found by, and not what opens it.
  expect(() => open({ ...keys, sealing: keys.asked }, sealed)).toThrow();
  for (let at = 0; at < sealed.length; at++) {
    const changed = Uint8Array.from(sealed);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(() => open(keys, changed)).toThrow();
  }
  expect(() => open(keys, sealed.subarray(0, 20))).toThrow();
});

test('the same text sealed twice looks different', () => {
  const keys = keysOf(key('mine'), request);
  expect(seal(keys, 'same')).not.toEqual(seal(keys, 'same'));
});

import { PassThrough } from 'node:stream';
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { createLogger } from '../http/logging.ts';
import { Secret, sameDigest } from './secret.ts';

const text = 'kwp_not-to-be-seen';
const secret = new Secret(text);

test.each<[string, () => string]>([
  ['a template', () => `${secret}`],
  ['joined to a text', () => `the secret is ${String(secret)}`],
  ['JSON', () => JSON.stringify({ secret })],
  ['console.log', () => inspect({ deep: [secret] }, { depth: 9, showHidden: true })],
  ['a list of its fields', () => JSON.stringify(Object.entries(secret)) + Object.keys(secret)],
  ['an error about it', () => inspect(new Error('failed', { cause: secret }))],
  ['a copy', () => JSON.stringify({ ...secret, ...structuredClone({ a: 1 }) })],
])('%s does not show it', (_way, shown) => {
  expect(shown()).not.toContain('not-to-be-seen');
});

test('it says of itself that it is one', () => {
  expect(`${secret}`).toBe('[secret]');
  expect(JSON.stringify(secret)).toBe('"[secret]"');
  expect(secret.reveal()).toBe(text);
});

test('the log does not show it, wherever it is in an entry', () => {
  const stream = new PassThrough();
  const logger = createLogger('debug', stream);
  logger.info({ secret, deep: { list: [secret] }, err: new Error('failed', { cause: secret }) });
  const line = String(stream.read());
  expect(line).toContain('[secret]');
  expect(line).not.toContain('not-to-be-seen');
});

test('digests are the same only where every byte is', () => {
  const digest = new Uint8Array(32).fill(7);
  expect(sameDigest(digest, new Uint8Array(digest))).toBe(true);
  for (let at = 0; at < 32; at++) expect(sameDigest(digest, digest.with(at, 8))).toBe(false);
  expect(sameDigest(digest, digest.subarray(0, 31))).toBe(false);
  expect(sameDigest(digest, new Uint8Array())).toBe(false);
});

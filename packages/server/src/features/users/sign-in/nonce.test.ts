import { createHmac, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeNonce, readNonce, signInLifetimeMs } from './nonce.ts';

const key = randomBytes(32);
const now = Date.UTC(2027, 0, 31, 9);

test('a nonce is read back until ten minutes have passed', () => {
  const nonce = makeNonce(key, 'browser', now);
  expect(readNonce(key, 'browser', nonce, now)).toMatchObject({
    expiresAt: now + signInLifetimeMs,
  });
  expect(readNonce(key, 'browser', nonce, now + signInLifetimeMs - 1)).toHaveProperty('digest');
  expect(readNonce(key, 'browser', nonce, now + signInLifetimeMs)).toBe('expired');
});

test('no two are the same, and each has its own digest', () => {
  const nonces = Array.from({ length: 100 }, () => makeNonce(key, 'api', now));
  const digests = nonces.map((nonce) => {
    const read = readNonce(key, 'api', nonce, now);
    return typeof read === 'string' ? read : Buffer.from(read.digest).toString('hex');
  });
  expect(new Set(nonces).size).toBe(100);
  expect(new Set(digests).size).toBe(100);
});

test('one kind does not pass for the other', () => {
  expect(readNonce(key, 'api', makeNonce(key, 'browser', now), now)).toBe('forged');
  expect(readNonce(key, 'browser', makeNonce(key, 'api', now), now)).toBe('forged');
});

test('another key’s is forged', () => {
  expect(readNonce(key, 'api', makeNonce(randomBytes(32), 'api', now), now)).toBe('forged');
});

test('a later end, put in by hand, is forged', () => {
  const [body = '', mac] = makeNonce(key, 'api', now).split('.');
  const bytes = Buffer.from(body, 'base64url');
  bytes.writeUIntBE(bytes.readUIntBE(1, 6) + 3600, 1, 6);
  expect(readNonce(key, 'api', `${bytes.toString('base64url')}.${mac}`, now)).toBe('forged');
});

const bytesOf = (text: string) => text.split('.').map((half) => Buffer.from(half, 'base64url'));

test('a second spelling of the same bytes is forged', () => {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const nonce = makeNonce(key, 'api', now);
  for (const at of [30, nonce.length - 1]) {
    const bits = alphabet.indexOf(nonce[at] ?? '');
    const other = alphabet[bits ^ 1];
    const spelled = nonce.slice(0, at) + other + nonce.slice(at + 1);
    expect(bytesOf(spelled)).toEqual(bytesOf(nonce));
    expect(readNonce(key, 'api', spelled, now)).toBe('forged');
  }
});

test('a signed body of another length is forged', () => {
  const body = randomBytes(22);
  const mac = createHmac('sha256', key).update(body).digest('base64url');
  expect(readNonce(key, 'api', `${body.toString('base64url')}.${mac}`, now)).toBe('forged');
});

test('whatever else comes back is forged, and nothing throws', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(readNonce(key, 'api', text, now)).toBe('forged');
    }),
  );
});

test('one changed character anywhere makes it forged', () => {
  const nonce = makeNonce(key, 'api', now);
  const position = fc.nat(nonce.length - 1);
  fc.assert(
    fc.property(position, fc.constantFrom(...'AZaz09-_.'), (at, char) => {
      fc.pre(nonce[at] !== char);
      const changed = nonce.slice(0, at) + char + nonce.slice(at + 1);
      expect(readNonce(key, 'api', changed, now)).toBe('forged');
    }),
  );
});

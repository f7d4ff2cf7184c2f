import { randomBytes } from 'node:crypto';
import { SignJWT, UnsecuredJWT } from 'jose';
import { expect, test } from 'vitest';
import { Secret } from '../../../plane/secret.ts';
import { type SessionKey, sessionJwts } from '../../../plane/session-jwt.ts';
import { derivedKey } from './derived-key.ts';
import { openPendingSignIn, sealPendingSignIn } from './pending-sign-in.ts';

const sessionKey: SessionKey = { id: 'a', secret: randomBytes(32) };
const key = derivedKey(sessionKey, 'sign-in cookie');
const site = 'https://keys.example.test';
const now = Date.UTC(2027, 0, 31, 9);
const pending = { state: 's', verifier: 'v', nonce: 'n', returnTo: '/profile' };
const minute = 60_000;

const sealed = () => sealPendingSignIn(key, site, pending, now);
const opened = (text: string) => openPendingSignIn(key, site, new Secret(text), now);

test('is opened again by the same site, for ten minutes', async () => {
  const cookie = await sealed();
  expect(await openPendingSignIn(key, site, cookie, now + 9 * minute)).toEqual(pending);
  expect(await openPendingSignIn(key, site, cookie, now + 10 * minute)).toBeUndefined();
  expect(await openPendingSignIn(key, 'https://other.test', cookie, now)).toBeUndefined();
  expect(await openPendingSignIn(randomBytes(32), site, cookie, now)).toBeUndefined();
  expect(await openPendingSignIn(key, site, undefined, now)).toBeUndefined();
});

test.each(['', 'a', 'a.b.c', '..', 'é'])('is not %j', async (text) => {
  expect(await opened(text)).toBeUndefined();
});

test('is not without a signature, nor of another type, nor without all its parts', async () => {
  const claims = { state: 's', verifier: 'v', nonce: 'n', return_to: '/' };
  const unsigned = new UnsecuredJWT(claims).setIssuer(site).setAudience(site);
  expect(await opened(unsigned.setExpirationTime('1y').encode())).toBeUndefined();
  const signed = (content: object, typ: string) =>
    new SignJWT({ ...content })
      .setProtectedHeader({ alg: 'HS256', typ })
      .setIssuer(site)
      .setAudience(site)
      .setExpirationTime(now / 1000 + 60)
      .sign(key);
  expect(await opened(await signed(claims, 'keywright-sign-in+jwt'))).toBeDefined();
  expect(await opened(await signed(claims, 'keywright-session+jwt'))).toBeUndefined();
  expect(await opened(await signed({ state: 's' }, 'keywright-sign-in+jwt'))).toBeUndefined();
});

test('neither passes for a session nor a session for it', async () => {
  const jwts = sessionJwts(sessionKey, site);
  expect(await jwts.verify(await sealed(), now)).toBe('invalid');
  const session = await jwts.sign({
    sessionId: 's' as never,
    userId: 'u' as never,
    issuedAt: now,
    expiresAt: now + minute,
  });
  expect(await openPendingSignIn(key, site, session, now)).toBeUndefined();
});

test('each purpose has a key of its own', () => {
  expect(derivedKey(sessionKey, 'sign-in nonce')).not.toEqual(key);
  expect(key).not.toEqual(sessionKey.secret);
});

import { generateKeyPairSync } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, expect, test } from 'vitest';
import { createClient } from '../../../../tests/kit/http-client.ts';
import { startTestServer } from '../../../../tests/kit/server.ts';
import { openStorage } from '../storage/open.ts';
import { loadSessionKey } from './session-key.ts';

const server = await startTestServer();
afterAll(() => server.stop());

/** The server's own key, to make what only somebody who has it could. */
const storage = await openStorage(server.database.storage);
const key = await loadSessionKey(storage, Date.now());
await storage.close();

const member = await server.bearer('member@example.test');
const admin = await server.bearer('admin@example.test');
const jwtOf = (client: typeof member) =>
  String(client.credentialHeaders()['authorization']).slice('Bearer '.length);
const good = jwtOf(member);
const [head = '', payload = '', signature = ''] = good.split('.');
const claims = decodeJwt(good);
const header = decodeProtectedHeader(good) as { alg: string; typ: string; kid: string };

interface Changes {
  readonly claims?: Record<string, unknown>;
  readonly header?: Record<string, unknown>;
  readonly key?: Uint8Array;
}

/** The member's session with these differences, signed as the server signs unless `key` says otherwise. */
function signed({ claims: other, header: otherHeader, key: otherKey }: Changes = {}) {
  return new SignJWT({ ...claims, ...other })
    .setProtectedHeader({ ...header, ...otherHeader } as { alg: string })
    .sign(otherKey ?? key.secret);
}

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

async function codeFor(jwt: string): Promise<[number, string | undefined]> {
  const authorization = `Bearer ${jwt}`;
  const { status, body } = await createClient(server.url).get('/api/v2/auth/me', {
    headers: { authorization },
  });
  const cookie = `keywright_session=${jwt}`;
  const byCookie = await createClient(server.url).get('/api/v2/auth/me', { headers: { cookie } });
  expect([byCookie.status, byCookie.body.code]).toEqual([status, body.code]);
  return [status, body.code];
}

test('a session says who and until when, and no more', () => {
  expect(header).toEqual({ alg: 'HS256', typ: 'keywright-session+jwt', kid: key.id });
  expect(Object.keys(claims).sort()).toEqual(['aud', 'exp', 'iat', 'iss', 'sid', 'sub']);
  expect(claims).toMatchObject({ iss: server.url, aud: server.url });
  expect(Number(claims.exp) - Number(claims.iat)).toBe(7 * 86_400);
});

test('it is good as it was made, and where the same key signs the same again', async () => {
  expect(await codeFor(good)).toEqual([200, undefined]);
  expect(await codeFor(await signed())).toEqual([200, undefined]);
});

const asNumber = Math.floor(Date.now() / 1000);
const invalid: readonly [string, () => string | Promise<string>][] = [
  ['alg none, and no signature', () => new UnsecuredJWT(claims).encode()],
  ['alg none in our header', () => `${part({ ...header, alg: 'none' })}.${payload}.`],
  [
    'alg None, as some libraries let through',
    () => `${part({ ...header, alg: 'None' })}.${payload}.`,
  ],
  [
    'alg none, and the signature left there',
    () => `${part({ alg: 'none' })}.${payload}.${signature}`,
  ],
  ['no signature', () => `${head}.${payload}.`],
  ['another key', () => signed({ key: new Uint8Array(32) })],
  [
    'another algorithm with the right key',
    () => signed({ header: { alg: 'HS512' }, key: pad(64) }),
  ],
  ['a public key as the secret', () => signed({ key: publicKey() })],
  [
    'a key that it brings along',
    () => signed({ header: { jwk: { kty: 'oct', k: 'AA' } }, key: pad(1) }),
  ],
  [
    'other claims under the old signature',
    () => `${head}.${part({ ...claims, sub: 'x' })}.${signature}`,
  ],
  ['another audience', () => signed({ claims: { aud: 'https://other.example' } })],
  ['another issuer', () => signed({ claims: { iss: 'https://other.example' } })],
  ['another type', () => signed({ header: { typ: 'JWT' } })],
  ['no type', () => signed({ header: { typ: undefined } })],
  ['no audience', () => signed({ claims: { aud: undefined } })],
  ['no expiry', () => signed({ claims: { exp: undefined } })],
  ['no session', () => signed({ claims: { sid: undefined } })],
  ['no person', () => signed({ claims: { sub: undefined } })],
  ['a session nobody has', () => signed({ claims: { sid: crypto.randomUUID() } })],
  [
    'the session of somebody else',
    () => signed({ claims: { sid: decodeJwt(jwtOf(admin))['sid'] } }),
  ],
  [
    'somebody else, with this session',
    () => signed({ claims: { sub: decodeJwt(jwtOf(admin)).sub } }),
  ],
  ['not valid yet', () => signed({ claims: { nbf: asNumber + 3600 } })],
  [
    'a critical header nobody knows',
    () => signed({ header: { crit: ['x'], x: 1 } }).catch(() => unknownCrit()),
  ],
  ['a token of a person in place of it', () => 'kwp_a.b.c'],
  ['a payload that is no JSON', () => `${head}.bm90LWpzb24.${signature}`],
];

const pad = (length: number) =>
  new Uint8Array([...key.secret, ...new Uint8Array(64)]).slice(0, length);
const unknownCrit = () => `${part({ ...header, crit: ['x'], x: 1 })}.${payload}.${signature}`;

function publicKey(): Uint8Array {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return publicKey.export({ type: 'spki', format: 'der' });
}

test.each(invalid)('refused: %s', async (_what, jwt) => {
  expect(await codeFor(await jwt())).toEqual([401, 'session_invalid']);
});

test('a session that has expired is told apart from one that never was', async () => {
  const expired = await signed({ claims: { exp: asNumber - 1 } });
  expect(await codeFor(expired)).toEqual([401, 'session_expired']);
  const forged = await signed({ claims: { exp: asNumber - 1 }, key: new Uint8Array(32) });
  expect(await codeFor(forged)).toEqual([401, 'session_invalid']);
});

test('any character changed in any part is noticed', async () => {
  const dots = [head.length, head.length + payload.length + 1];
  for (let at = 0; at < good.length; at += 7) {
    if (dots.includes(at)) continue;
    const other = good[at] === 'A' ? 'B' : 'A';
    const [status] = await codeFor(good.slice(0, at) + other + good.slice(at + 1));
    expect(status, `character ${at}`).toBe(401);
  }
});

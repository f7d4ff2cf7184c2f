import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Problem } from '../../../request/problem.ts';
import { type IdentityProvider, identityProvider } from './identity-provider.ts';

/**
 * A provider that says whatever a test lets it say: what a right one never does, `development/` cannot show.
 */
const clientId = 'keywright';
const clientSecret = 'a client secret of thirty-two characters';
const keys = await generateKeyPair('RS256', { extractable: true });
const otherKeys = await generateKeyPair('RS256', { extractable: true });

let issuer = '';
let provider: IdentityProvider;
let answerToken: (response: ServerResponse) => void = () => {};
let userInfo: JWTPayload = {};

const server = createServer(async (request, response) => {
  const json = (value: unknown) =>
    response.setHeader('content-type', 'application/json').end(JSON.stringify(value));
  if (request.url === '/token') return answerToken(response);
  if (request.url === '/userinfo') return json(userInfo);
  if (request.url === '/keys') {
    return json({ keys: [{ ...(await exportJWK(keys.publicKey)), alg: 'RS256', kid: 'one' }] });
  }
  return json({
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/keys`,
    userinfo_endpoint: `${issuer}/userinfo`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
  });
});

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  provider = identityProvider({ issuer, clientId, clientSecret });
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

const nowS = () => Math.floor(Date.now() / 1000);
const claims = (): JWTPayload => ({
  iss: issuer,
  aud: clientId,
  sub: 'one',
  iat: nowS(),
  exp: nowS() + 300,
  nonce: 'n',
  email: 'ada@example.test',
  email_verified: true,
  name: 'Ada',
});
const signed = (
  payload: JWTPayload,
  key: CryptoKey | Uint8Array = keys.privateKey,
  alg = 'RS256',
) => new SignJWT(payload).setProtectedHeader({ alg, kid: 'one' }).sign(key);

function answerWith(status: number, body: unknown, headers: Record<string, string> = {}): void {
  answerToken = (response) =>
    response
      .writeHead(status, { 'content-type': 'application/json', ...headers })
      .end(typeof body === 'string' ? body : JSON.stringify(body));
}

function answerIdToken(id_token: string | undefined): void {
  answerWith(200, { access_token: 'a', token_type: 'Bearer', id_token });
}

/** How both ways of redeeming a code end: with `ok`, or the reason of the refusal. */
async function outcomes(): Promise<string[]> {
  const callback = new URL('http://127.0.0.1/auth/callback?code=c&state=s');
  const browser = { callback, state: 's', nonce: 'n', verifier: 'v'.repeat(43) };
  return Promise.all(
    [provider.redeemBrowserCode(browser), provider.redeemCode('c', callback.href)].map(
      (redeeming) =>
        redeeming.then(
          () => 'ok',
          (error) => (error instanceof Problem ? String(error.details.reason) : String(error)),
        ),
    ),
  );
}

test('a right ID token is taken', async () => {
  answerIdToken(await signed(claims()));
  expect(await outcomes()).toEqual(['ok', 'ok']);
});

test.each<[string, () => Promise<string | undefined>]>([
  ['signed by somebody else', () => signed(claims(), otherKeys.privateKey)],
  ['not signed', async () => new UnsecuredJWT(claims()).encode()],
  ['signed with the secret', () => signed(claims(), Buffer.from(clientSecret), 'HS256')],
  ['of another issuer', () => signed({ ...claims(), iss: 'https://accounts.google.com' })],
  ['for another client', () => signed({ ...claims(), aud: 'another' })],
  [
    'for several, this one not the party',
    () => signed({ ...claims(), aud: [clientId, 'another'], azp: 'another' }),
  ],
  ['that has expired', () => signed({ ...claims(), exp: nowS() - 300 })],
  ['that is not valid yet', () => signed({ ...claims(), nbf: nowS() + 300 })],
  [
    'without an end',
    async () => {
      const { exp: _, ...rest } = claims();
      return signed(rest);
    },
  ],
  [
    'without a subject',
    async () => {
      const { sub: _, ...rest } = claims();
      return signed(rest);
    },
  ],
  ['that is no token', async () => 'a.b.c'],
  ['left out', async () => undefined],
])('an ID token %s is refused', async (_which, make) => {
  answerIdToken(await make());
  expect(await outcomes()).toEqual(['provider_error', 'provider_error']);
});

test('what is told beside the ID token vouches for its own address, and for no other', async () => {
  const { email_verified: _, ...silent } = claims();
  const told = async (email: string) => {
    userInfo = { sub: 'one', email, email_verified: true };
    answerIdToken(await signed(silent));
    const { email: taken, email_verified } = await provider.redeemCode('c', 'http://127.0.0.1/cb');
    return [taken, email_verified];
  };
  expect(await told('ada@example.test')).toEqual(['ada@example.test', true]);
  expect(await told('mallory@example.test')).toEqual(['ada@example.test', undefined]);
});

test('a browser’s ID token must carry its nonce', async () => {
  answerIdToken(await signed({ ...claims(), nonce: 'another' }));
  const [browser] = await outcomes();
  expect(browser).toBe('provider_error');
});

test.each([
  [400, { error: 'invalid_grant' }, {}, 'already_used'],
  [400, { error: 'redirect_uri_mismatch' }, {}, 'redirect_mismatch'],
  [401, { error: 'invalid_client' }, {}, 'client_rejected'],
  [401, { error: 'invalid_client' }, { 'www-authenticate': 'Basic realm="a"' }, 'client_rejected'],
  [400, { error: 'unauthorized_client' }, {}, 'client_rejected'],
  [400, { error: 'invalid_request' }, {}, 'provider_error'],
  [400, { error: 'access_denied' }, {}, 'cancelled'],
  [400, 'not JSON', {}, 'provider_error'],
  [200, 'not JSON', {}, 'provider_error'],
  [200, {}, {}, 'provider_error'],
  [404, {}, {}, 'provider_error'],
  [302, {}, { location: 'https://evil.example' }, 'provider_error'],
  [429, { error: 'slow_down' }, {}, 'provider_unavailable'],
  [500, { error: 'server_error' }, {}, 'provider_unavailable'],
  [502, '<h1>Bad gateway</h1>', { 'content-type': 'text/html' }, 'provider_unavailable'],
  [503, '', {}, 'provider_unavailable'],
])('an answer of %d %j %j means %s', async (status, body, headers, reason) => {
  answerWith(status, body, headers as unknown as Record<string, string>);
  expect(await outcomes()).toEqual([reason, reason]);
});

test.each<[string, (response: ServerResponse) => void]>([
  ['cut off', (response) => response.destroy()],
  [
    'cut off in the middle',
    (response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
      response.write('{"access_token":', () => response.destroy());
    },
  ],
  ['never given', () => {}],
])('an answer that is %s means that the provider is unavailable', async (_how, answer) => {
  answerToken = answer;
  expect(await outcomes()).toEqual(['provider_unavailable', 'provider_unavailable']);
});

test.each([
  ['access_denied', 'cancelled'],
  ['unauthorized_client', 'client_rejected'],
  ['temporarily_unavailable', 'provider_unavailable'],
  ['invalid_scope', 'provider_error'],
])('the provider sends the browser back with %s: %s', async (error, reason) => {
  const callback = new URL(`http://127.0.0.1/auth/callback?error=${error}&state=s`);
  const code = { callback, state: 's', nonce: 'n', verifier: 'v'.repeat(43) };
  await expect(provider.redeemBrowserCode(code)).rejects.toMatchObject({ details: { reason } });
});

test('an issuer that is neither https nor on this machine is none', () => {
  const of = (url: string) => () => identityProvider({ issuer: url, clientId, clientSecret });
  expect(of('http://id.example.test')).toThrow('https');
  expect(of('https://id.example.test')).not.toThrow();
  expect(of('http://localhost:1')).not.toThrow();
});

import { afterAll, expect, test } from 'vitest';
import vectors from '../../packages/contract/test-vectors/tokens.json' with { type: 'json' };
import { startTestServer } from '../kit/server.ts';
import { expectErrorBody } from './matrix-answers.ts';

const server = await startTestServer();
afterAll(() => server.stop());

const call = (headers: Record<string, string>) =>
  server.anonymous().get('/api/v2/auth/me', { headers });
/** As UTF-8 on the wire, which is what a program sends that does not look. */
const asBytes = (text: string) => Buffer.from(text).toString('latin1');

test.each(vectors.good)('$token is well formed, and not known here', async ({ token }) => {
  expectErrorBody(await call({ 'x-platz-token': token }), 'token_unknown');
  expectErrorBody(await call({ authorization: `Bearer ${token}` }), 'token_unknown');
});

/** White space around a header's value is no part of it (RFC 9110, 5.5). */
const trimmed = vectors.bad.filter(({ token }) => token === token.trim());

test.each(trimmed)('refused as malformed: $why', async ({ token }) => {
  expectErrorBody(await call({ 'x-platz-token': asBytes(token) }), 'token_malformed');
});

test.each(vectors.bad)('refused as a Bearer: $why', async ({ token }) => {
  const { status } = await call({ authorization: `Bearer ${asBytes(token)}` });
  expect(status).toBe(401);
});

import { parseToken, type UserTokenId } from '@keywright/contract';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import vectors from '../../../contract/test-vectors/tokens.json' with { type: 'json' };
import { makeToken } from './make-token.ts';
import { digestOf, Secret } from './secret.ts';

const kinds = fc.constantFrom('user' as const, 'service_account' as const, 'deployment' as const);
const ids = fc.uuid().map((id) => id as UserTokenId);

test('a token that was made says its kind and id, and what is stored is the digest of its secret', () => {
  fc.assert(
    fc.property(kinds, ids, (kind, id) => {
      const { token, digest } = makeToken(kind, id);
      const parsed = parseToken(token.reveal());
      expect(parsed).toMatchObject({ kind, id });
      expect(digest).toEqual(digestOf(new Secret(parsed?.secretText ?? '')));
    }),
  );
});

test('no two tokens of one id are the same', () => {
  const id = crypto.randomUUID() as UserTokenId;
  const texts = Array.from({ length: 100 }, () => makeToken('user', id).token.reveal());
  expect(new Set(texts).size).toBe(100);
});

test.each(vectors.good)('$token is stored as the vector says', ({ token, stored_sha256_hex }) => {
  const digest = digestOf(new Secret(parseToken(token)?.secretText ?? ''));
  expect(Buffer.from(digest).toString('hex')).toBe(stored_sha256_hex);
});

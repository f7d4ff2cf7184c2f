import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import vectors from '../test-vectors/tokens.json' with { type: 'json' };
import { parseToken, tokenChecksum } from './token-format.ts';

test.each(vectors.good)('$token is a $kind token', ({ token, kind, id }) => {
  expect(parseToken(token)).toEqual({ kind, id, secretText: token.slice(27) });
});

test.each(vectors.bad)('refused: $why', ({ token }) => {
  expect(parseToken(token)).toBeUndefined();
});

test('a foreign token, without kind and checksum, is taken as it is', () => {
  const id = Buffer.from('6018366cf65847a79ed34fe53a096533', 'hex').toString('base64url');
  const secret = Buffer.alloc(32, 0xfb).toString('base64url');
  expect(parseToken(`${id}.${secret}`)).toEqual({
    kind: 'foreign',
    id: '6018366c-f658-47a7-9ed3-4fe53a096533',
    secretText: secret,
  });
});

test('a foreign token in another spelling of the same bytes is refused', () => {
  const id = Buffer.alloc(16).toString('base64url');
  const secret = Buffer.alloc(32).toString('base64url');
  expect(parseToken(`${id}.${secret}`)).toBeDefined();
  expect(parseToken(`${id.slice(0, -1)}B.${secret}`)).toBeUndefined();
  expect(parseToken(`${id}.${secret.slice(0, -1)}B`)).toBeUndefined();
});

test("the checksum is zlib's CRC-32 over the id half, the dot and the random bytes", () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme-ascii' }), fc.uint8Array(), (idHalf, random) => {
      const all = Buffer.concat([Buffer.from(`${idHalf}.`), random]);
      expect(tokenChecksum(idHalf, random)).toBe(crc32(all));
    }),
  );
});

const good = fc.constantFrom(...vectors.good.map(({ token }) => token));
const character = fc.constantFrom(
  ...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=/+ \n',
);

test('a token with one character changed, left out or added is refused, wherever it is', () => {
  fc.assert(
    fc.property(good, fc.nat(74), character, (token, at, char) => {
      const before = token.slice(0, at);
      const after = token.slice(at + 1);
      if (token[at] !== char) expect(parseToken(before + char + after)).toBeUndefined();
      expect(parseToken(before + after)).toBeUndefined();
      expect(parseToken(before + char + token.slice(at))).toBeUndefined();
    }),
    { numRuns: 2000 },
  );
});

test('two neighbours that changed places are noticed', () => {
  fc.assert(
    fc.property(good, fc.nat(73), (token, at) => {
      const [one = '', other = ''] = token.slice(at, at + 2);
      fc.pre(one !== other);
      const swapped = token.slice(0, at) + other + one + token.slice(at + 2);
      expect(parseToken(swapped)).toBeUndefined();
    }),
  );
});

test('no text makes it throw', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (text) => {
      expect(parseToken(text)).toBeUndefined();
    }),
  );
});

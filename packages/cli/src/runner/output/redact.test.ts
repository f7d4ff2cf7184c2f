import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRedactor } from './redact.ts';

const secret = `kwd_${'A'.repeat(22)}.${'b'.repeat(48)}`;

function redacted(pieces: readonly string[]): string {
  const redactor = createRedactor();
  return pieces.map((piece) => redactor.push(piece)).join('') + redactor.end();
}

test('a token does not come through, however the text around it is cut', () => {
  const text = `token: ${secret}, and kw, k and kwd_ are words.\n`;
  fc.assert(
    fc.property(fc.array(fc.nat(text.length)), (cuts) => {
      const at = [0, ...cuts.sort((a, b) => a - b), text.length];
      const pieces = at.slice(1).map((end, index) => text.slice(at[index], end));
      expect(redacted(pieces)).toBe(text.replace(secret, '[a token]'));
    }),
  );
});

test('any other text comes through as it is', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' })), (pieces) => {
      expect(redacted(pieces)).toBe(pieces.join(''));
    }),
  );
});

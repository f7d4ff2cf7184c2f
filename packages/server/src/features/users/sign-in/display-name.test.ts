import { name as nameSchema } from '@keywright/contract';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { displayName } from './display-name.ts';

const email = 'ada.l@example.test';

test.each([
  [{ name: 'Ada Admin' }, 'Ada Admin'],
  [{ name: '  Ada \n\t Admin  ' }, 'Ada Admin'],
  [{ name: 'Ame\u0301lie' }, 'Am\u00e9lie'],
  [{ name: 'Ada\u202enimdA' }, 'Ada nimdA'],
  [{ name: '\u200f\u2066\u0000' }, 'ada.l'],
  [{ name: '\u200d\u200b' }, 'ada.l'],
  [{ name: '' }, 'ada.l'],
  [{ name: 42 }, 'ada.l'],
  [{}, 'ada.l'],
  [{ given_name: 'Ada', family_name: 'Lovelace' }, 'Ada Lovelace'],
  [{ family_name: 'Lovelace' }, 'Lovelace'],
  [{ name: ' ', given_name: 'Ada' }, 'Ada'],
  [{ name: '👩‍💻 Ada' }, '👩‍💻 Ada'],
])('of %j is %j', (claims, expected) => {
  expect(displayName(claims, email)).toBe(expected);
});

test('is cut at 100, and not through a character', () => {
  expect(displayName({ name: 'a'.repeat(5000) }, email)).toBe('a'.repeat(100));
  expect(displayName({ name: `${'a'.repeat(99)}😀` }, email)).toBe('a'.repeat(99));
  expect(displayName({ name: `${'a'.repeat(98)}😀b` }, email)).toBe(`${'a'.repeat(98)}😀`);
});

test('is always one that this site would take from a person', () => {
  const name = fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.string());
  fc.assert(
    fc.property(name, (text) => {
      const shown = displayName({ name: text }, email);
      expect(nameSchema.parse(shown)).toBe(shown);
    }),
    { numRuns: 2000 },
  );
});

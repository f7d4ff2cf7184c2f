import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { namespacesFor } from './namespace.ts';

const id = '01890000-0000-7000-8000-0000deadbeef';
const plain = (kindName: string, name: string) => namespacesFor({ id, kindName, name }).plain;

test.each([
  ['web', 'front', 'web-front'],
  ['web', 'web', 'web'],
  ['Web Shop', 'Frönt  №1', 'web-shop-front-no1'],
  ['web', '前端', 'web'],
  ['前端', '店', 'deployment'],
  ['web', '--', 'web'],
  ['kube', 'system', 'kube-system-deadbeef'],
  ['default', 'default', 'default-deadbeef'],
])('%s / %s: %s', (kindName, name, expected) => {
  expect(plain(kindName, name)).toBe(expected);
});

test('both are labels of at most 63 characters, whatever the names', () => {
  const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 100 });
  fc.assert(
    fc.property(text, text, (kindName, name) => {
      const both = namespacesFor({ id, kindName, name });
      for (const namespace of Object.values(both)) {
        expect(namespace).toMatch(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/);
        expect(namespace).not.toMatch(/^(default|kube-system)$/);
      }
      expect(both.distinct.endsWith('-deadbeef')).toBe(true);
    }),
  );
});

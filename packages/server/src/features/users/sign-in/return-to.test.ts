import fc from 'fast-check';
import { expect, test } from 'vitest';
import { returnTo } from './return-to.ts';

test.each(['/', '/profile/user-tokens', '/admin/users?search=a%20b&page=2', '/a#b', '/a/b/'])(
  'goes back to %s',
  (path) => {
    expect(returnTo(path)).toBe(path);
  },
);

test.each([
  undefined,
  '',
  'profile',
  'https://evil.example',
  'javascript:alert(1)',
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  '/a\r\nSet-Cookie: a=b',
  ' //evil.example',
  '/..//evil.example',
  '/a/..//evil.example',
  '/.//evil.example',
  '/%2e%2e//evil.example',
  '/a/%2e%2e//evil.example',
  '/a\\..\\\\evil.example',
  '/auth/sign-in',
  '/a/../auth/callback?code=1',
  `/${'a'.repeat(1000)}`,
  `/${'é'.repeat(400)}`,
])('does not follow %j', (path) => {
  expect(returnTo(path)).toBe('/');
});

test('whatever is asked, a browser stays on this site', () => {
  const pieces = fc.constantFrom('/', '\\', '.', '..', '%2e', '\t', ':', '@', 'a', '?', '#', '//');
  const asked = fc.oneof(
    fc.string(),
    fc.array(pieces).map((parts) => `/${parts.join('')}`),
  );
  fc.assert(
    fc.property(asked, (text) => {
      const location = new URL(returnTo(text), 'https://keys.example.com/auth/callback');
      expect(location.origin).toBe('https://keys.example.com');
    }),
    { numRuns: 2000 },
  );
});

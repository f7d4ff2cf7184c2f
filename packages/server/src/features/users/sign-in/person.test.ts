import { expect, test } from 'vitest';
import { Problem } from '../../../request/problem.ts';
import { personOf } from './person.ts';
import { standingAfterSignIn } from './standing.ts';

const issuer = 'https://id.example.test';
const claims = { iss: issuer, email: 'Ada@Example.test', email_verified: true, name: 'Ada' };

function refusalOf(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error instanceof Problem ? error.details.reason : error;
  }
  return undefined;
}

test('is known by the address in lower case, and shown as it is written', () => {
  expect(personOf(claims, true)).toEqual({
    email: 'Ada@Example.test',
    emailKey: 'ada@example.test',
    displayName: 'Ada',
    pictureUrl: null,
    domain: 'example.test',
  });
});

test.each([undefined, '', 'ada', 42, `${'a'.repeat(250)}@b.co`, 'a@b.co\nb@c.co', '\u212Ay@b.co'])(
  'has no address where the provider says %j',
  (email) => {
    expect(refusalOf(() => personOf({ ...claims, email }, true))).toBe('email_missing');
  },
);

test.each([true, 'true'])('is verified by %j', (email_verified) => {
  expect(refusalOf(() => personOf({ ...claims, email_verified }, true))).toBeUndefined();
});

test.each([false, 'false', undefined, null, 1, 'yes', ['true']])(
  'is not verified by %j, unless nobody asks',
  (email_verified) => {
    const unverified = { ...claims, email_verified };
    expect(refusalOf(() => personOf(unverified, true))).toBe('email_unverified');
    expect(refusalOf(() => personOf(unverified, false))).toBeUndefined();
  },
);

test.each([
  ['https://p.example/a.png', 'https://p.example/a.png'],
  ['', null],
  [undefined, null],
  [{ url: 'https://p.example' }, null],
  [`https://p.example/${'a'.repeat(2000)}`, null],
])('the picture %j is %j', (picture, expected) => {
  expect(personOf({ ...claims, picture }, true).pictureUrl).toBe(expected);
});

const google = { ...claims, iss: 'https://accounts.google.com' };
test.each([
  [google, null],
  [{ ...google, hd: 'example.test' }, 'example.test'],
  [{ ...google, email: 'ada@gmail.com' }, 'gmail.com'],
  [claims, 'example.test'],
])('Google speaks for a domain only where it hosts it: %j', (said, domain) => {
  expect(personOf(said, true).domain).toBe(domain);
});

const policy = {
  adminEmails: ['Admin@Example.test'],
  autoActivateDomains: ['Example.TEST'],
  requireVerifiedEmail: true,
};
const nobody = { isAdmin: false, isActive: false };
const member = { isAdmin: false, isActive: true };
const admin = { isAdmin: true, isActive: true };

test.each([
  ['a newcomer', 'a@other.test', undefined, nobody],
  ['a newcomer of the domain', 'a@example.test', undefined, member],
  ['a newcomer of a domain below', 'a@sub.example.test', undefined, nobody],
  ['a newcomer of a domain that ends alike', 'a@notexample.test', undefined, nobody],
  ['a listed newcomer', 'admin@example.test', undefined, admin],
  ['a listed person who was neither', 'admin@example.test', nobody, admin],
  ['a deactivated person of the domain', 'a@example.test', nobody, nobody],
  ['an invited person', 'a@other.test', member, member],
  ['an administrator who is not listed', 'a@other.test', admin, admin],
])('%s', (_who, email, before, after) => {
  const person = personOf({ ...claims, email }, true);
  expect(standingAfterSignIn(person, before, policy)).toEqual(after);
});

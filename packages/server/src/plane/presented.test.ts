import { expect, test } from 'vitest';
import { presentedCredential } from './presented.ts';

const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln';

/** What counts, with the secret shown. */
function counted(headers: Record<string, string | string[]>, sessionCookie?: string) {
  const presented = presentedCredential({ headers, sessionCookie });
  switch (presented.kind) {
    case 'token':
      return ['token', presented.text.reveal()];
    case 'session':
      return ['session', presented.carrier, presented.jwt.reveal()];
    case 'none':
      return ['none'];
    default:
      throw presented satisfies never;
  }
}

test('x-platz-token decides alone whenever it is there', () => {
  const beside = { authorization: `Bearer ${jwt}` };
  expect(counted({ 'x-platz-token': 'good', ...beside }, jwt)).toEqual(['token', 'good']);
  expect(counted({ 'x-platz-token': '', ...beside }, jwt)).toEqual(['token', '']);
});

test('then Authorization, whatever it says', () => {
  expect(counted({ authorization: `Bearer ${jwt}` }, 'cookie')).toEqual(['session', 'bearer', jwt]);
  expect(counted({ authorization: 'Bearer half.half' }, jwt)).toEqual(['token', 'half.half']);
  expect(counted({ authorization: '' }, jwt)).toEqual(['token', '']);
  expect(counted({ authorization: 'Basic YTpi' }, jwt)).toEqual(['token', '']);
  expect(counted({ authorization: 'Bearer' }, jwt)).toEqual(['token', '']);
});

test('then the cookie; an empty one is none', () => {
  expect(counted({}, jwt)).toEqual(['session', 'cookie', jwt]);
  expect(counted({}, '')).toEqual(['none']);
  expect(counted({})).toEqual(['none']);
});

test('the scheme is read whatever its case (RFC 9110, 11.1)', () => {
  expect(counted({ authorization: `bEARER  ${jwt}` })).toEqual(['session', 'bearer', jwt]);
});

test('two tokens in one request are neither of the two', () => {
  expect(counted({ 'x-platz-token': ['one', 'other'] })).toEqual(['token', 'one,other']);
});

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

function countedWithBasic(headers: Record<string, string>) {
  const presented = presentedCredential({ headers, sessionCookie: jwt, takesBasic: true });
  return presented.kind === 'token' ? presented.text.reveal() : presented.kind;
}
const basic = (pair: string) => `Basic ${Buffer.from(pair).toString('base64')}`;

test('where an endpoint takes Basic, its password is the token, whatever the user is called', () => {
  expect(countedWithBasic({ authorization: basic('github:half.half') })).toBe('half.half');
  expect(countedWithBasic({ authorization: basic(':half.half') })).toBe('half.half');
  expect(countedWithBasic({ authorization: basic('a:b:c') })).toBe('b:c');
  expect(countedWithBasic({ authorization: basic('x:y').replace('Basic', 'bASIC ') })).toBe('y');
});

test('a Basic without a password is a wrong token, and not passed over', () => {
  for (const pair of ['', 'half.half', 'user:']) {
    expect(countedWithBasic({ authorization: basic(pair) })).toBe('');
  }
  expect(countedWithBasic({ authorization: 'Basic ä' })).toBe('');
  expect(countedWithBasic({ authorization: 'Basic' })).toBe('');
});

test('there too the other ways go on, and x-platz-token decides alone', () => {
  expect(countedWithBasic({ authorization: 'Bearer half.half' })).toBe('half.half');
  expect(countedWithBasic({ 'x-platz-token': 'good', authorization: basic('u:p') })).toBe('good');
  expect(countedWithBasic({})).toBe('session');
});

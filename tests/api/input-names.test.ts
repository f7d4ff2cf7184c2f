import { afterAll, expect, test } from 'vitest';
import { startTestServer } from '../kit/server.ts';
import { expectErrorBody } from './matrix-answers.ts';

const server = await startTestServer();
afterAll(() => server.stop());

const admin = await server.as('admin@example.test');
const tokens = '/api/v2/user-tokens';
const make = (body: unknown) => admin.post(tokens, { body });
const { body: subject } = await make({ name: 'subject' });
const rename = (body: unknown) => admin.patch(`${tokens}/${subject.id}`, { body });
let count = 0;
const invite = (display_name: unknown) =>
  admin.post('/api/v2/users', { body: { email: `named-${++count}@example.test`, display_name } });

/** The three places where a person writes a name. */
const places = [
  ['name', (name: unknown) => make({ name })],
  ['name', (name: unknown) => rename({ name })],
  ['display_name', invite],
] as const;

test.each<[string, string, string]>([
  ['plain', 'deploy', 'deploy'],
  ['of one character', 'x', 'x'],
  ['of 100 characters', 'x'.repeat(100), 'x'.repeat(100)],
  ['with white space around it', '  deploy \n', 'deploy'],
  ['in decomposed form', 'Zoe\u0308', 'Zo\u00eb'],
  ['with an emoji of several parts', '👩🏽‍🚀 rocket', '👩🏽‍🚀 rocket'],
  ['written from right to left', 'مفتاح שלום', 'مفتاح שלום'],
  ['that looks like SQL', `'; drop table users; --`, `'; drop table users; --`],
  ['that looks like HTML', '<script>alert(1)</script>', '<script>alert(1)</script>'],
  ['that looks like JSON', '{"$ne":null}', '{"$ne":null}'],
  ['that says null', 'null', 'null'],
])('a name %s is kept', async (_what, name, kept) => {
  for (const [field, send] of places) {
    const { status, body } = await send(name);
    expect([status < 300, body[field]]).toEqual([true, kept]);
  }
});

test.each<[string, unknown]>([
  ['of no characters', ''],
  ['of white space', ' \t\n '],
  ['that nobody can see', '\u200b\u2060\u200d'],
  ['of 101 characters', 'x'.repeat(101)],
  ['of 10,000 characters', 'x'.repeat(10_000)],
  ['that grows beyond 100 by composing', '\ufb2c'.repeat(50)],
  ['with NUL', 'a\0b'],
  ['with a line break', 'a\nb'],
  ['with an escape for terminals', '\u001b[31mred'],
  ['with a C1 control', 'a\u0085b'],
  ['with a line separator', 'a\u2028b'],
  ['with a right-to-left override', 'invoice\u202efdp.exe'],
  ['with a right-to-left mark', 'a\u200fb'],
  ['with an isolate', '\u2066a\u2069'],
  ['with an Arabic letter mark', 'a\u061cb'],
  ['with half a surrogate pair', 'a\ud800b'],
  ['that is a number', 7],
  ['that is a list', ['a']],
  ['that is an object', { toString: 'x' }],
])('a name %s is refused, naming the field', async (_what, name) => {
  for (const [field, send] of places) {
    const answer = await send(name);
    expectErrorBody(answer, 'invalid_request');
    expect(answer.body.fields).toEqual([{ field, message: expect.any(String) }]);
    expect(answer.body.message.length).toBeLessThan(200);
  }
});

test('a description may run over several lines, and may be empty', async () => {
  const description = 'one\n\ttwo – ünïcode 🗝️';
  const { body } = await make({ description: ` ${description} ` });
  expect(body.description).toBe(description);
  expect((await rename({ description: '' })).body.description).toBe('');
  expect((await rename({ description: 'x'.repeat(500) })).status).toBe(200);
});

test.each(['x'.repeat(501), 'a\0b', 'a\rb', 'a\u001bb', 'a\u202eb', '\udc00', null, 7])(
  'refused as a description: %j',
  async (description) => {
    for (const answer of [await make({ description }), await rename({ description })]) {
      expectErrorBody(answer, 'invalid_request');
      expect(answer.body.fields).toMatchObject([{ field: 'description' }]);
    }
  },
);

test('what is left out of a change stays as it is', async () => {
  await rename({ name: 'kept', description: 'kept too' });
  const { body } = await rename({});
  expect(body).toMatchObject({ name: 'kept', description: 'kept too' });
  expect((await rename({ name: 'new' })).body).toMatchObject({ description: 'kept too' });
  expect((await rename({ description: 'new' })).body).toMatchObject({ name: 'new' });
});

test.each([
  '',
  'nobody',
  'a@b',
  'two@@example.test',
  'spaced out@example.test',
  `${'x'.repeat(250)}@example.test`,
  'a\0@example.test',
  'a\n@example.test',
  '\ud800@example.test',
  null,
  ['a@example.test'],
])('refused as an e-mail address: %j', async (email) => {
  const answer = await admin.post('/api/v2/users', { body: { email } });
  expectErrorBody(answer, 'invalid_request');
  expect(answer.body.fields).toMatchObject([{ field: 'email' }]);
});

test('an e-mail address belongs to one person, whatever its case', async () => {
  const first = await admin.post('/api/v2/users', { body: { email: 'Once@Example.test' } });
  expect([first.status, first.body.email]).toEqual([201, 'Once@Example.test']);
  const answer = await admin.post('/api/v2/users', { body: { email: ' once@example.TEST ' } });
  expectErrorBody(answer, 'conflict');
});

import { afterAll, expect, test } from 'vitest';
import { startTestServer } from '../kit/server.ts';

const server = await startTestServer();
afterAll(() => server.stop());

const admin = await server.as('admin@example.test');
const people: readonly [string, string][] = [
  ['percent@filter.test', '100% Sure'],
  ['underscore@filter.test', 'snake_case'],
  ['snakexcase@filter.test', 'snakexcase'],
  ['quote@filter.test', `O'Brien "Bob"`],
  ['backslash@filter.test', 'back\\slash'],
  ['umlaut@filter.test', 'ÄRGER Überall'],
  ['greek@filter.test', 'ΟΔΥΣΣΕΑΣ'],
  ['cyrillic@filter.test', 'Жанна'],
  ['japanese@filter.test', '山田太郎'],
  ['emoji@filter.test', '🦊 Fox 🦊'],
  ['star@filter.test', 'a*b AND c NEAR(d) -e ^f'],
  ['PLUS+tag@filter.test', 'Plus Tag'],
  ['zw@filter.test', 'x'],
];
for (const [email, display_name] of people) {
  const { status } = await admin.post('/api/v2/users', { body: { email, display_name } });
  expect(status).toBe(201);
}
for (const [, name] of people) await admin.post('/api/v2/user-tokens', { body: { name } });

const local = (email: string) => email.split('@')[0];

async function found(query: Record<string, string>): Promise<string[]> {
  const search = new URLSearchParams({ per_page: '200', ...query });
  const { status, body } = await admin.get(`/api/v2/users?${search}`);
  expect(status).toBe(200);
  expect(body.num_total).toBe(body.items.length);
  return body.items.map(({ email }: { email: string }) => local(email)).sort();
}

async function tokensFound(search: string): Promise<string[]> {
  const query = new URLSearchParams({ search, per_page: '200' });
  const { body } = await admin.get(`/api/v2/user-tokens?${query}`);
  const names = body.items.map(({ name }: { name: string }) => name);
  return people.filter(([, name]) => names.includes(name)).map(([email]) => String(local(email)));
}

test.each<[string, string[]]>([
  ['%', ['percent']],
  ['0%', ['percent']],
  ['100%', ['percent']],
  ['0% s', ['percent']],
  ['_', ['underscore']],
  ['snake_case', ['underscore']],
  ['e_c', ['underscore']],
  ["'", ['quote']],
  ["o'b", ['quote']],
  ['"', ['quote']],
  ['"bob"', ['quote']],
  ['\\', ['backslash']],
  ['k\\s', ['backslash']],
  ['\\\\', []],
  ['ä', ['umlaut']],
  ['är', ['umlaut']],
  ['ÄRGER', ['umlaut']],
  ['a\u0308rger', ['umlaut']],
  ['ÜBERALL', ['umlaut']],
  ['δυσσε', ['greek']],
  ['ЖАН', ['cyrillic']],
  ['жа', ['cyrillic']],
  ['太', ['japanese']],
  ['山田太', ['japanese']],
  ['🦊', ['emoji']],
  ['🦊 fox', ['emoji']],
  ['a*b', ['star']],
  ['*', ['star']],
  ['and c near(', ['star']],
  ['^f', ['star']],
  ['-e ^', ['star']],
  ['no such name', []],
  ['or 1=1', []],
  ['name_key:x', []],
])('the name filter finds what contains "%s", and nothing else', async (text, expected) => {
  expect(await found({ display_name: text, email: 'filter.test' })).toEqual(expected);
  expect((await tokensFound(text)).sort()).toEqual(expected);
});

test('the e-mail filter is a substring too, whatever the case', async () => {
  expect(await found({ email: 'plus+TAG' })).toEqual(['PLUS+tag']);
  expect(await found({ email: '+' })).toEqual(['PLUS+tag']);
  expect(await found({ email: '@FILTER.' })).toHaveLength(people.length);
  expect(await found({ email: '%@filter.test' })).toEqual([]);
});

test('search looks at both, and filters narrow each other', async () => {
  expect(await found({ search: 'percent' })).toEqual(['percent']);
  expect(await found({ search: '100%' })).toEqual(['percent']);
  expect(await found({ search: 'snake', display_name: '_' })).toEqual(['underscore']);
  expect(await found({ search: 'snake', is_admin: 'true' })).toEqual([]);
});

test('an empty filter looks for nothing in particular', async () => {
  const all = await found({});
  expect(all.length).toBeGreaterThan(people.length);
  expect(await found({ search: '', display_name: '', email: '' })).toEqual(all);
});

test('flags narrow the list to those who have them', async () => {
  expect(await found({ is_admin: 'true' })).toEqual(['admin']);
  expect(await found({ is_active: 'false' })).toEqual([]);
  expect(await found({ is_admin: 'false' })).toHaveLength(people.length);
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDatabase, type TestDatabase } from '../kit/database.ts';
import { createClient } from '../kit/http-client.ts';
import { runProgram } from '../kit/run-program.ts';
import { startTestServer } from '../kit/server.ts';
import { rawSql } from './raw-sql.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database.drop());

const admin = (...args: string[]) => runProgram('operator.ts', args, database.env);
const eventsOf = (action: string) =>
  rawSql(
    database.storage,
    `select actor_kind, actor_id, actor_name, target_name, details from audit_events
     where action = '${action}' order by at, id`,
  );
const standing = () =>
  rawSql(database.storage, 'select email, is_admin, is_active from users order by email');

test('migrate brings the database up to date, and says so', async () => {
  const { code, out, err } = await admin('migrate');
  expect([code, out, err]).toEqual([0, '', 'The database is up to date.\n']);
});

test('user makes a person, promotes who is there, and changes nothing twice', async () => {
  await admin('user', '--email', 'ada@example.test');
  expect(await standing()).toEqual([{ email: 'ada@example.test', ...flags(0, 1) }]);
  expect((await admin('user', '--email', 'Ada@Example.test', '--admin')).code).toBe(0);
  expect(await standing()).toEqual([{ email: 'ada@example.test', ...flags(1, 1) }]);
  const again = await admin('user', '--email', 'ada@example.test', '--admin');
  expect(again.err).toContain('Nothing was changed');

  expect(await eventsOf('user.create')).toEqual([
    expect.objectContaining({ actor_kind: 'operator', actor_id: null }),
  ]);
  const [promotion, ...more] = await eventsOf('user.update');
  expect(more).toEqual([]);
  expect(JSON.parse(String(promotion?.['details']))).toEqual({
    is_admin: { from: false, to: true },
  });
});

test('token prints a working token and nothing else, and is on the record', async () => {
  await admin('user', '--email', 'ada@example.test', '--admin');
  const { code, out, err } = await admin('token', '--email', 'ada@example.test');
  expect(code).toBe(0);
  expect(out).toMatch(/^kwp_[\w-]{22}\.[\w-]{48}\n$/);
  expect(err).toContain('24 hours');
  expect(err).not.toContain(out.trim());

  const events = await eventsOf('user_token.create');
  expect(events).toEqual([
    expect.objectContaining({ actor_kind: 'operator', target_name: 'Break-glass token' }),
  ]);
  expect(JSON.stringify(events)).not.toContain(out.trim().split('.')[1]);

  const server = await startTestServer({ database });
  const client = createClient(server.url, { headers: { 'x-platz-token': out.trim() } });
  expect((await client.get('/api/v2/auth/me')).status).toBe(200);
  const list = await client.get('/api/v2/user-tokens');
  expect(list.body.items[0].created_by.id).toBeNull();
  const leftMs = Date.parse(list.body.items[0].expires_at) - Date.now();
  expect(leftMs).toBeGreaterThan(23.9 * 3_600_000);
  expect(leftMs).toBeLessThan(24 * 3_600_000);
  await server.stop();
});

test.each<[string, string[], string]>([
  ['no command', [], 'Which command?'],
  ['an unknown command', ['frobnicate'], 'There is no command frobnicate.'],
  ['an unknown option', ['user', '--mail', 'a@example.test'], '--mail'],
  ['a missing e-mail address', ['token'], '--email is missing.'],
  ['a person that nobody is', ['token', '--email', 'no@example.test'], 'Nobody has'],
  ['what is no e-mail address', ['user', '--email', 'nonsense'], 'nonsense'],
])(
  '%s ends with 2 and the usage, and prints nothing on standard output',
  async (_what, args, says) => {
    const { code, out, err } = await admin(...args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(says);
    expect(err).toContain('Usage: npm run -s admin --');
    expect(err).not.toContain('    at ');
  },
);

/** PostgreSQL's 64-bit integers come as text on a plain connection. */
function flags(isAdmin: number, isActive: number) {
  const is = database.engine === 'sqlite' ? Number : String;
  return { is_admin: is(isAdmin), is_active: is(isActive) };
}

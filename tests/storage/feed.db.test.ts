import { afterAll, beforeAll, expect, test } from 'vitest';
import { told } from '../../packages/server/src/storage/migrations/0005-feed-triggers.ts';
import type { Client } from '../kit/http-client.ts';
import { startTestServer, type TestServer } from '../kit/server.ts';
import { rawSql } from './raw-sql.ts';

let server: TestServer;
let admin: Client;
beforeAll(async () => {
  server = await startTestServer();
  admin = await server.as('admin@example.test');
  await makeOneOfEach(admin);
}, 60_000);
afterAll(() => server.stop());

const query = (text: string) => rawSql(server.database.storage, text);

/** Columns of the tables that decisions read, which decide nothing and which no gate shows. */
const idle: Readonly<Record<string, readonly string[]>> = {
  tokens: [
    ...['seq', 'id', 'user_id', 'service_account_id', 'name_key', 'description', 'created_at'],
    ...['created_by_kind', 'created_by_id', 'created_by_name', 'issued_at', 'updated_at'],
  ],
  deployment_tokens: ['id', 'deployment_id', 'created_at'],
  sessions: ['id', 'user_id', 'via', 'created_at', 'address', 'user_agent', 'device_name'],
  users: [
    ...['seq', 'id', 'email_key', 'name_key', 'created_at', 'standing_set_at'],
    ...['last_signed_in_at', 'avatar_version'],
  ],
  service_accounts: [
    ...['seq', 'id', 'name_key', 'sibling_key', 'description', 'created_at'],
    ...['created_by_kind', 'created_by_id', 'created_by_name'],
  ],
  resources: ['seq', 'id', 'name_key', 'sibling_key', 'created_at'],
};

test('a new name is told, a use is not', async () => {
  const { body } = await admin.post('/api/v2/user-tokens', { body: { name: 'one' } });
  const since = await head();
  const headers = { 'x-platz-token': body.created_token };
  expect((await server.anonymous().get('/api/v2/auth/me', { headers })).status).toBe(200);
  expect(await toldSince(since)).toEqual([]);
  await admin.patch(`/api/v2/user-tokens/${body.id}`, { body: { name: 'two' } });
  expect(await toldSince(since)).toEqual([body.id]);
});

test('every column of a table that decisions read is told to the feed, or is known to decide nothing', async () => {
  for (const { table, columns } of told) {
    if (columns === null || table === 'deployments') continue;
    const known = [...columns, ...(idle[table] ?? [])];
    expect([table, ...(await columnsOf(table))].sort()).toEqual([table, ...known].sort());
  }
});

/** Deployments and their tokens need a runner to be there: tests/api shows theirs. */
const withRows = told.filter(({ table }) => !table.startsWith('deployment'));

test.each(withRows)('what is changed in $table past the server is in the feed', async (row) => {
  const { table, key, columns } = row;
  const changed = columns?.filter(changesAlone) ?? someOf(table);
  for (const column of changed) {
    const [before] = await query(`select * from ${table} limit 1`);
    const id = before?.[key ?? ''];
    const where = Object.entries(before ?? {})
      .filter(([name]) => row.pk.includes(name))
      .map(([name, value]) => `${name} = '${value}'`)
      .join(' and ');
    const since = await head();
    await query(`update ${table} set ${column} = ${another(column)} where ${where}`);
    expect([column, await toldSince(since)]).toEqual([column, [key === null ? '*' : id]]);
  }
});

test('what is deleted past the server is in the feed', async () => {
  for (const table of ['token_scopes', 'grants', 'token_policies', 'entity_types']) {
    const since = await head();
    await query(`delete from ${table}`);
    expect([table, await toldSince(since)]).not.toEqual([table, []]);
  }
});

async function makeOneOfEach(client: Client): Promise<void> {
  const made = async (path: string, body: unknown) => {
    const answer = await client.post(path, { body });
    if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
    return answer.body;
  };
  const organization = await made('/api/v2/organizations', { name: 'Acme' });
  await made('/api/v2/projects', { name: 'Web', organization_id: organization.id });
  const token = await made('/api/v2/user-tokens', { name: 'scoped', access: 'scoped' });
  await client.post(`/api/v2/user-tokens/${token.id}/scopes`, {
    body: { scopes: [{ entity_type: 'channel', operation: 'publish' }] },
  });
  await made('/api/v2/roles', {
    name: 'Reader',
    home_id: organization.id,
    permissions: ['env.read'],
  });
  await made('/api/v2/bots', { display_name: 'bot' });
  await made('/api/v2/entity-types', {
    ...{ type: 'sensor', title: 'Sensor', description: '' },
    operations: [{ name: 'read', description: 'See one.' }],
  });
  await client.put(`/api/v2/token-policies/${organization.id}`, { body: { max_life_days: 30 } });
}

async function columnsOf(table: string): Promise<string[]> {
  const text =
    server.database.engine === 'sqlite'
      ? `select name from pragma_table_info('${table}')`
      : `select column_name as name from information_schema.columns where table_name = '${table}'`;
  return (await query(text)).map(({ name }) => String(name));
}

/** Whether it may be changed without others that must fit. */
const changesAlone = (column: string) => !/_id$|^deleted_at$|^type$/.test(column);

const someOf = (table: string): string[] => [
  { set_permissions: 'permission', token_policies: 'updated_at' }[table] ?? 'created_at',
];

/** Another value that the column takes. */
function another(column: string): string {
  if (column.startsWith('is_')) return `1 - ${column}`;
  if (column.endsWith('_at')) return `coalesce(${column}, 0) + 1`;
  if (column.endsWith('secret_sha256')) return blob;
  if (column === 'access') return `case access when 'full' then 'scoped' else 'full' end`;
  return `${column} || 'x'`;
}

const hex = 'ab'.repeat(32);
const blob =
  process.env['KEYWRIGHT_TEST_ENGINE'] === 'sqlite' ? `x'${hex}'` : `decode('${hex}', 'hex')`;

const head = async (): Promise<number> =>
  Number((await query('select max(seq) as head from feed'))[0]?.['head'] ?? 0);

async function toldSince(seq: number): Promise<unknown[]> {
  const rows = await query(`select keys from feed where seq > ${seq} order by seq`);
  return rows.map(({ keys }) => keys);
}

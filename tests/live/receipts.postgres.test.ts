import { randomUUID } from 'node:crypto';
import { afterAll, expect, test } from 'vitest';
import { createDatabase } from '../kit/database.ts';
import { createClient } from '../kit/http-client.ts';
import { startTestServer } from '../kit/server.ts';
import { rawSql } from '../storage/raw-sql.ts';

const database = await createDatabase();
const one = await startTestServer({ database, env: { KEYWRIGHT_SERVER_NAME: 'same name' } });
const other = await startTestServer({ database, env: { KEYWRIGHT_SERVER_NAME: 'same name' } });
afterAll(async () => {
  await one.stop();
  await other.stop();
  await database.drop();
});

const admin = await one.as('admin@example.test');
const query = (text: string) => rawSql(database.storage, text);

async function makeToken() {
  const { body } = await admin.post('/api/v2/user-tokens');
  const there = createClient(other.url, { headers: { 'x-platz-token': body.created_token } });
  expect((await there.get('/api/v2/auth/me')).status).toBe(200);
  return { path: `/api/v2/user-tokens/${body.id}`, there };
}

test('a revoke says on how many servers it holds, in the body and in the header, and it does', async () => {
  const { path, there } = await makeToken();
  const { confirmed, headers } = await admin.post(`${path}/revoke`);
  expect(confirmed).toMatchObject({ servers: 2, verifiers: 0, lapsed: [], durable: false });
  expect(headers['keywright-confirmed']).toMatch(/^servers=2, verifiers=0, ms=\d+$/);
  expect((await there.get('/api/v2/auth/me')).body.code).toBe('token_revoked');
});

test('what is so already is confirmed as well: whoever made it so may still be waiting', async () => {
  const { path } = await makeToken();
  await admin.post(`${path}/revoke`);
  expect((await admin.post(`${path}/revoke`)).confirmed).toMatchObject({ servers: 2 });
});

test('a server that says nothing is waited for until no lease of it can last, is named, and is then forgotten', async () => {
  await query(`insert into members
    (incarnation, label, version, beat, applied_term, applied, verifiers, joined_at, renewed_at)
    values ('${randomUUID()}', 'asleep', '0', 7, '', 0, 0, 0, 0)`);
  const { path, there } = await makeToken();
  const { confirmed } = await admin.post(`${path}/revoke`);
  expect(confirmed?.lapsed).toEqual(['asleep']);
  expect(confirmed?.took_ms).toBeGreaterThanOrEqual(3110);
  expect((await there.get('/api/v2/auth/me')).body.code).toBe('token_revoked');
  const labels = () => query('select label from members');
  await expect.poll(labels).toEqual([{ label: 'same name' }, { label: 'same name' }]);
});

test('what somebody changes by hand in the database holds on every server', async () => {
  const { there } = await makeToken();
  await query("update users set is_active = 0 where email = 'admin@example.test'");
  const code = async () => (await there.get('/api/v2/auth/me')).body.code;
  await expect.poll(code).toBe('principal_inactive');
  await query("update users set is_active = 1 where email = 'admin@example.test'");
  await expect.poll(code).toBeUndefined();
});

test('a server that finds the feed pruned past where it was forgets all it had', async () => {
  const { there } = await makeToken();
  // In one transaction, so that nobody sees the row of it.
  await query(`do $$ begin
    update tokens set revoked_at = 1 where revoked_at is null;
    set constraints all immediate;
    delete from feed;
  end $$`);
  await expect.poll(async () => (await there.get('/api/v2/auth/me')).status).toBe(401);
});

test('administrators see every server, its lease and its lag; two may have one name', async () => {
  const session = await one.as('admin@example.test');
  const { body } = await session.get('/api/v2/servers');
  expect(body.items).toMatchObject([
    { name: 'same name', lease: 'held', lag: 0 },
    { name: 'same name', lease: 'held', lag: 0 },
  ]);
  expect(body.items.filter((server: { is_this: boolean }) => server.is_this)).toHaveLength(1);
  expect(body.database).toMatchObject({ engine: 'postgres', durable: false });
});

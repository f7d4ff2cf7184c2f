import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { UserTokenId } from '@keywright/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeToken } from '../../packages/server/src/plane/make-token.ts';
import { expectErrorBody } from '../api/matrix-answers.ts';
import { engineUnderTest } from '../kit/database.ts';
import { type Client, createClient } from '../kit/http-client.ts';
import { startTestServer, type TestServer } from '../kit/server.ts';
import { emptyDatabase } from './empty-database.ts';
import { makeFirstVersion } from './first-version.ts';
import { rawSql } from './raw-sql.ts';
import { dumpSchema } from './schema-dump.ts';
import { wrongCounts } from './wrong-counts.ts';

const now = Date.now();
const day = 86_400_000;
const idOf = (number: number) => `01890000-0000-7000-8000-${`${number}`.padStart(12, '0')}`;
const [owner, maker] = [idOf(1), idOf(2)] as const;

interface OldToken {
  readonly name: string;
  readonly expires?: number;
  readonly revoked?: number;
  readonly deleted?: number;
  /** Null: an operator. */
  readonly madeBy: string | null;
}

const old = {
  lasting: { name: 'laptop', madeBy: owner },
  ending: { name: 'laptop of June', expires: now + day, madeBy: maker },
  expired: { name: 'laptop of May', expires: now - day, madeBy: owner },
  revoked: { name: 'laptop, lost', revoked: now - day, madeBy: owner },
  deleted: { name: 'laptop, sold', revoked: now - day, deleted: now - day, madeBy: owner },
  operators: { name: 'Break-glass token', expires: now + day, madeBy: null },
} as const satisfies Record<string, OldToken>;
type Name = keyof typeof old;

const numbered = Object.entries(old).map(([key, token], at) => ({
  key: key as Name,
  token: token as OldToken,
  id: idOf(100 + at),
}));
const idOfToken = (name: Name) => numbered.find(({ key }) => key === name)?.id ?? '';
const made = new Map(numbered.map(({ key, id }) => [key, makeToken('user', id as UserTokenId)]));

let server: TestServer;
let drop: () => Promise<void>;
let admin: Client;

beforeAll(async () => {
  const engine = engineUnderTest();
  const empty = await emptyDatabase(engine);
  const { storage } = empty;
  const folder = mkdtempSync(join(tmpdir(), 'keywright-first-'));
  drop = async () => {
    rmSync(folder, { recursive: true, force: true });
    await empty.drop();
  };
  await makeFirstVersion(storage);
  for (const statement of oldRows()) await rawSql(storage, statement);
  const env =
    storage.engine === 'sqlite'
      ? { KEYWRIGHT_DATA_DIR: storage.dataDir }
      : { KEYWRIGHT_DATA_DIR: folder, KEYWRIGHT_DATABASE_URL: storage.url };
  server = await startTestServer({ database: { engine, storage, env, drop } });
  admin = await server.as('admin@example.test');
});
afterAll(async () => {
  await server?.stop();
  await drop?.();
});

function oldRows(): string[] {
  const people = [owner, maker].map(
    (id, at) =>
      `insert into users (id, email, email_key, display_name, name_key, is_admin, is_active, created_at)
       values ('${id}', 'u${at}@old.test', 'u${at}@old.test', 'Person ${at}', 'person ${at}', 0, 1, 1)`,
  );
  const tokens = numbered.map(({ key, id, token }, at) => {
    const times = [token.expires, token.revoked, token.deleted].map((time) => time ?? 'null');
    const by = token.madeBy === null ? `null, 'root'` : `'${token.madeBy}', 'Somebody'`;
    return `insert into user_tokens (id, user_id, name, name_key, description, secret_sha256, created_at, expires_at,
        revoked_at, deleted_at, created_by_user_id, created_by_name)
      values ('${id}', '${owner}', '${token.name}', '${token.name.toLowerCase()}', 'old', ${digestOf(key)}, ${at + 1},
        ${times.join(', ')}, ${by})`;
  });
  const use = `insert into credential_usage (credential_id, last_used_at, address, user_agent)
    values ('${idOfToken('lasting')}', ${now - day}, '192.0.2.7', 'curl')`;
  return [...people, ...tokens, use];
}

function digestOf(name: Name): string {
  const hex = Buffer.from(made.get(name)?.digest ?? []).toString('hex');
  return engineUnderTest() === 'sqlite' ? `x'${hex}'` : `'\\x${hex}'::bytea`;
}

const use = (name: Name) =>
  createClient(server.url).get('/api/v2/auth/me', {
    headers: { 'x-platz-token': made.get(name)?.token.reveal() ?? '' },
  });
const path = '/api/v2/user-tokens';
const found = async (query: string) => (await admin.get(`${path}?user_id=${owner}${query}`)).body;

test('a database of the first version comes to the schema of a new one', async () => {
  const fresh = await startTestServer();
  expect(dumpSchema(server.database.storage)).toBe(dumpSchema(fresh.database.storage));
  await fresh.stop();
});

test.each<Name>(['lasting', 'ending', 'operators'])(
  'a token that held then holds: %s',
  async (name) => {
    const { status, body } = await use(name);
    expect([status, body.User?.id]).toEqual([200, owner]);
  },
);

test('a token that was dead stays dead, and says why', async () => {
  expectErrorBody(await use('expired'), 'token_expired');
  expectErrorBody(await use('revoked'), 'token_revoked');
  expectErrorBody(await use('deleted'), 'token_revoked');
});

test('lists, states, counts and search show what they showed', async () => {
  const { items, num_total } = await found('');
  const names: Name[] = ['operators', 'revoked', 'expired', 'ending', 'lasting'];
  expect(items.map(({ id }: { id: string }) => id)).toEqual(names.map(idOfToken));
  expect(num_total).toBe(5);
  expect((await found('&state=active')).num_total).toBe(3);
  expect((await found('&search=LAPTOP')).num_total).toBe(4);
  // Not of one person, so from the index and the counts.
  const ofAll = async (query: string) => (await admin.get(`${path}?${query}`)).body.num_total;
  expect(await ofAll('search=laptop')).toBe(4);
  expect(await ofAll('search=sold')).toBe(0);
  expect([await ofAll(''), await ofAll('state=revoked'), await ofAll('state=active')]).toEqual([
    5, 1, 3,
  ]);
  expect(await wrongCounts(server.database.storage)).toEqual([]);
});

test('who made a token, and its last use, are still known', async () => {
  const madeBy = async (name: Name) =>
    (await admin.get(`${path}/${idOfToken(name)}`)).body.created_by;
  expect(await madeBy('lasting')).toEqual({ id: owner, name: 'Somebody' });
  expect(await madeBy('ending')).toEqual({ id: maker, name: 'Somebody' });
  expect(await madeBy('operators')).toEqual({ id: null, name: 'root' });
  const { body } = await admin.get(`${path}/${idOfToken('revoked')}`);
  expect([body.description, body.last_used]).toEqual(['old', null]);
});

test('what is changed from here on is counted and found as ever', async () => {
  const id = idOfToken('expired');
  await admin.patch(`${path}/${id}`, { body: { name: 'typewriter' } });
  expect((await admin.get(`${path}?search=typewriter`)).body.num_total).toBe(1);
  await admin.post(`${path}/${id}/revoke`);
  await admin.delete(`${path}/${id}`);
  expect((await admin.get(`${path}?search=typewriter`)).body.num_total).toBe(0);
  expect(await wrongCounts(server.database.storage)).toEqual([]);
});

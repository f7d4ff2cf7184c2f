import { join } from 'node:path';
import { Kysely, sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  CommitOutcomeUnknown,
  StorageUnavailable,
} from '../../packages/server/src/storage/errors.ts';
import type { Schema } from '../../packages/server/src/storage/schema.ts';
import { SqliteConnection } from '../../packages/server/src/storage/sqlite/connection.ts';
import { sqliteDialect } from '../../packages/server/src/storage/sqlite/dialect.ts';
import { databaseFile } from '../../packages/server/src/storage/sqlite/open-sqlite.ts';
import { createDatabase, type TestDatabase } from '../kit/database.ts';
import { rawSql } from './raw-sql.ts';

let database: TestDatabase;
let connection: SqliteConnection;
let kysely: Kysely<Schema>;
beforeEach(async () => {
  database = await createDatabase();
  if (database.storage.engine !== 'sqlite') throw new Error('This is about SQLite.');
  const path = join(database.storage.dataDir, databaseFile);
  connection = new SqliteConnection({ path, readOnly: false });
  kysely = new Kysely({ dialect: sqliteDialect(connection, 'begin immediate') });
});
afterEach(async () => {
  await connection.close();
  await database.drop();
});

const insert = (db: Pick<Kysely<Schema>, 'insertInto'>, bytes = 1) =>
  db
    .insertInto('used_sign_ins')
    .values({ nonce_sha256: new Uint8Array(bytes), expires_at: 1 })
    .execute();
const stored = () => rawSql(database.storage, 'select nonce_sha256 from used_sign_ins');

test('a thread that is gone between two statements means that nothing has happened', async () => {
  const change = kysely.transaction().execute(async (trx) => {
    await insert(trx, 1);
    await connection.close();
    await insert(trx, 2);
  });
  await expect(change).rejects.toThrow(StorageUnavailable);
  expect(await stored()).toEqual([]);
});

test('a thread that is gone at the commit leaves it open whether it was done', async () => {
  const change = kysely.transaction().execute(async (trx) => {
    await insert(trx);
    await connection.close();
  });
  await expect(change).rejects.toThrow(CommitOutcomeUnknown);
  expect(await stored()).toEqual([]);
});

test('a disk that is full means that nothing has happened, and reading goes on', async () => {
  await sql`pragma max_page_count = 1`.execute(kysely);
  const filling = kysely.transaction().execute((trx) => insert(trx, 1_000_000));
  await expect(filling).rejects.toThrow(StorageUnavailable);
  await expect(filling).rejects.toThrow(/full/);
  expect(await kysely.selectFrom('used_sign_ins').selectAll().execute()).toEqual([]);
  expect(await stored()).toEqual([]);
});

test('a database that somebody else keeps locked is unavailable, and nothing has happened', async () => {
  await sql`pragma busy_timeout = 50`.execute(kysely);
  const { storage } = database;
  const path = join(storage.engine === 'sqlite' ? storage.dataDir : '', databaseFile);
  const other = new SqliteConnection({ path, readOnly: false });
  const holding = new Kysely<Schema>({ dialect: sqliteDialect(other, 'begin immediate') });
  await holding.transaction().execute(async (trx) => {
    await insert(trx, 2);
    const waiting = kysely.transaction().execute((mine) => insert(mine));
    await expect(waiting).rejects.toThrow(StorageUnavailable);
  });
  await other.close();
  expect(await stored()).toHaveLength(1);
});

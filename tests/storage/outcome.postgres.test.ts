import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  CommitOutcomeUnknown,
  StorageUnavailable,
} from '../../packages/server/src/storage/errors.ts';
import { openStorage } from '../../packages/server/src/storage/open.ts';
import type { Storage, Tx } from '../../packages/server/src/storage/storage.ts';
import { createDatabase, type TestDatabase } from '../kit/database.ts';
import { type LosingProxy, startLosingProxy } from './losing-proxy.ts';
import { rawSql } from './raw-sql.ts';

let database: TestDatabase;
let proxy: LosingProxy;
let storage: Storage;
beforeEach(async () => {
  database = await createDatabase();
  if (database.storage.engine !== 'postgres') throw new Error('This is about PostgreSQL.');
  proxy = await startLosingProxy(database.storage.url);
  storage = await openStorage({ engine: 'postgres', url: proxy.url });
});
afterEach(async () => {
  await storage.close();
  await proxy.stop();
  await database.drop();
});

const insert = (tx: Tx, nonce = 1) =>
  tx
    .insertInto('used_sign_ins')
    .values({ nonce_sha256: new Uint8Array([nonce]), expires_at: 1 })
    .execute();
const stored = () => rawSql(database.storage, 'select nonce_sha256 from used_sign_ins');
const terminateBackends = () =>
  rawSql(
    database.storage,
    `select pg_terminate_backend(pid) from pg_stat_activity
     where application_name = 'keywright' and datname = current_database()`,
  );

test('a connection that ends between two statements means that nothing has happened', async () => {
  const change = storage.change(async (tx) => {
    await insert(tx, 1);
    await terminateBackends();
    await insert(tx, 2);
  });
  await expect(change).rejects.toThrow(StorageUnavailable);
  expect(await stored()).toEqual([]);
});

test('a connection that ends before the commit leaves it open whether it was done; it was not', async () => {
  const change = storage.change(async (tx) => {
    await insert(tx);
    await terminateBackends();
  });
  await expect(change).rejects.toThrow(CommitOutcomeUnknown);
  expect(await stored()).toEqual([]);
});

test('a commit that is lost on its way is of unknown outcome; it was not done', async () => {
  proxy.loseCommit('before');
  await expect(storage.change((tx) => insert(tx))).rejects.toThrow(CommitOutcomeUnknown);
  expect(await stored()).toEqual([]);
});

test('a commit whose answer is lost is of unknown outcome; it was done', async () => {
  proxy.loseCommit('after');
  await expect(storage.change((tx) => insert(tx))).rejects.toThrow(CommitOutcomeUnknown);
  await expect.poll(stored).toHaveLength(1);
});

test('what was cut off is not in the way of the next change', async () => {
  await storage.change(terminateBackends).catch(() => {});
  await storage.change((tx) => insert(tx));
  expect(await stored()).toHaveLength(1);
});

test.each([
  ['a lock', 'lock_timeout'],
  ['a statement', 'statement_timeout'],
])(
  '%s that takes too long means that nothing has happened, and to try again later',
  async (_what, limit) => {
    const { promise: isHeld, resolve: held } = Promise.withResolvers<void>();
    const { promise: isOver, resolve: over } = Promise.withResolvers<void>();
    const holding = storage.change(async (tx) => {
      await insert(tx, 1);
      held();
      await isOver;
    });
    await isHeld;
    const waiting = storage.change(async (tx) => {
      await sql.raw(`set local ${limit} = 50`).execute(tx as never);
      // The same key: it waits for the other one's end.
      await insert(tx, 1);
    });
    await expect(waiting).rejects.toThrow(StorageUnavailable);
    over();
    await holding;
    expect(await stored()).toHaveLength(1);
  },
);

import { randomUUID } from 'node:crypto';
import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { Kysely, sql } from 'kysely';
import { dbHandle, txHandle } from '../handles.ts';
import { Listeners } from '../listeners.ts';
import { migrate } from '../migrate.ts';
import type { Schema } from '../schema.ts';
import type { Storage } from '../storage.ts';
import { SqliteConnection } from './connection.ts';
import { sqliteDialect } from './dialect.ts';
import { sqliteRevocationLog } from './revocation-log.ts';

export const databaseFile = 'keywright.db';
/** How often a server looks whether an operator command wrote beside it. */
const watchEveryMs = 1000;

export interface SqliteStorage extends Storage {
  readonly engine: 'sqlite';
  backup(path: string): Promise<void>;
}

/**
 * Opens (and migrates) the database in `dataDir`. Two connections: one writes, one reads, so that a list
 * never waits for a commit. Changes of other processes on the same file are noticed within a second.
 */
export async function openSqlite(dataDir: string): Promise<SqliteStorage> {
  // The file holds digests and signing keys: nobody else on this machine has business in it.
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const path = join(dataDir, databaseFile);
  makePrivate(path);
  const writing = new SqliteConnection({ path, readOnly: false });
  const writer = new Kysely<Schema>({ dialect: sqliteDialect(writing, 'begin immediate') });
  try {
    await migrate(writer, 'sqlite');
  } catch (error) {
    await writing.close();
    throw error;
  }
  const reading = new SqliteConnection({ path, readOnly: true });
  const reader = new Kysely<Schema>({ dialect: sqliteDialect(reading, 'begin') });
  const listeners = new Listeners();
  const revocation = sqliteRevocationLog(writer, reader);
  const stopWatching = watchOtherWriters(writer, () => {
    listeners.missed();
    revocation.hint();
  });

  return {
    engine: 'sqlite',
    revocation,
    read: (work) => reader.transaction().execute((trx) => work(dbHandle(trx, 'sqlite'))),
    async change(work) {
      const announced: string[] = [];
      const id = randomUUID();
      const announce = (message: string) => announced.push(message);
      const result = await writer.transaction().execute((trx) => {
        const tx = txHandle(trx, 'sqlite', { announce, ref: { id, term: '' } });
        return revocation.noting(trx, id, () => work(tx));
      });
      for (const message of announced) listeners.hear(message);
      return result;
    },
    listen: (hear, missed) => listeners.add({ hear, missed }),
    async ping() {
      await sql`select 1`.execute(reader);
    },
    backup: (to) => writing.backup(to),
    async close() {
      stopWatching();
      await reading.close();
      await writing.close();
    },
  };
}

/**
 * Before SQLite opens the file: it gives the write-ahead log beside it the mode the file has then, and the log holds
 * the signing keys as well. The folder may be one that was made by others and is open to them.
 */
function makePrivate(path: string): void {
  closeSync(openSync(path, 'a', 0o600));
  chmodSync(path, 0o600);
}

/** `data_version` moves when another connection commits; asked on the writer, that is another process. */
function watchOtherWriters(writer: Kysely<Schema>, changed: () => void): () => void {
  let seen: number | undefined;
  const timer = setInterval(async () => {
    try {
      const { rows } = await sql<{ data_version: number }>`pragma data_version`.execute(writer);
      const version = rows[0]?.data_version;
      if (seen !== undefined && version !== seen) changed();
      seen = version;
    } catch {
      // The requests that need the database report that it is gone.
    }
  }, watchEveryMs);
  timer.unref();
  return () => clearInterval(timer);
}

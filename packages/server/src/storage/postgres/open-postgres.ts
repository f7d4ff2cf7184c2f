import { randomUUID } from 'node:crypto';
import { Kysely, sql } from 'kysely';
import pg from 'pg';
import { StorageRefused } from '../errors.ts';
import { dbHandle, retryTransient, txHandle } from '../handles.ts';
import { Listeners } from '../listeners.ts';
import { migrate } from '../migrate.ts';
import type { ChangeRef } from '../revocation-log.ts';
import type { Schema } from '../schema.ts';
import type { Storage } from '../storage.ts';
import { postgresDialect } from './dialect.ts';
import { channel, listenForever } from './notifications.ts';
import { postgresRevocationLog } from './revocation-log.ts';
import { term } from './term.ts';

const oldestVersion = 15;
const connections = 10;

/** 64-bit integers are times and counts here, all below 2^53, so they are read as numbers. */
const int8 = 20;
const types = {
  getTypeParser: (oid: number, format?: string) =>
    oid === int8 && format !== 'binary' ? Number : pg.types.getTypeParser(oid, format as 'text'),
} as pg.CustomTypesConfig;

/** Opens (and migrates) the database at `url`, shared with the other servers there. */
export async function openPostgres(url: string): Promise<Storage> {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    types,
    connectionTimeoutMillis: 5000,
    statement_timeout: 30_000,
    lock_timeout: 10_000,
    // A server that was stopped in the middle of a transaction must not keep the others from revoking for long.
    idle_in_transaction_session_timeout: 1000,
    application_name: 'keywright',
    // Compiling a statement that is thought to be costly took seconds, where it then ran for milliseconds.
    options: '-c jit=off',
  });
  // A connection that breaks while it idles, or between two statements, is replaced; requests report it.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  const kysely = new Kysely<Schema>({ dialect: postgresDialect(pool) });
  try {
    await checkVersion(kysely);
    await migrate(kysely, 'postgres');
  } catch (error) {
    await kysely.destroy();
    throw error;
  }
  const listeners = new Listeners();
  const revocation = postgresRevocationLog(url, types);
  const stopListening = await listenForever(url, listeners, () => revocation.hint());

  return {
    engine: 'postgres',
    revocation,
    read: (work) =>
      retryTransient(() =>
        kysely
          .transaction()
          .setAccessMode('read only')
          .setIsolationLevel('repeatable read')
          .execute((trx) => work(dbHandle(trx, 'postgres'))),
      ),
    change: (work) =>
      retryTransient(() =>
        kysely.transaction().execute(async (trx) => {
          const announced: string[] = [];
          const ref = await beginChange(trx);
          const announce = (message: string) => announced.push(message);
          const result = await work(txHandle(trx, 'postgres', { announce, ref }));
          for (const message of announced) {
            await sql`select pg_notify(${channel}, ${message})`.execute(trx);
          }
          return result;
        }),
      ),
    listen: (hear, missed) => listeners.add({ hear, missed }),
    async ping() {
      await sql`select 1`.execute(kysely);
    },
    async close() {
      await stopListening();
      await revocation.close();
      await kysely.destroy();
    },
  };
}

/** Gives it the id that the triggers write to the change feed with what they tell. */
async function beginChange(trx: Kysely<Schema>): Promise<ChangeRef> {
  const id = randomUUID();
  const { rows } = await sql<{ term: string }>`
    select set_config('keywright.change_id', ${id}, true), ${sql.raw(term)} as term`.execute(trx);
  return { id, term: rows[0]?.term ?? '' };
}

async function checkVersion(kysely: Kysely<Schema>): Promise<void> {
  const { rows } = await sql<{ server_version_num: string }>`show server_version_num`.execute(
    kysely,
  );
  const version = Math.trunc(Number(rows[0]?.server_version_num) / 10_000);
  if (version >= oldestVersion) return;
  throw new StorageRefused(
    `This is PostgreSQL ${version}; Keywright needs ${oldestVersion} or newer.`,
  );
}

import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import type { StorageConfig } from '../../packages/server/src/storage/open.ts';
import { databaseFile } from '../../packages/server/src/storage/sqlite/open-sqlite.ts';

export type RawRow = Readonly<Record<string, unknown>>;

/** Runs one statement past the server, on a connection of its own, as an intruder with the file or address could. */
export async function rawSql(config: StorageConfig, sql: string): Promise<RawRow[]> {
  if (config.engine === 'sqlite') {
    const database = new DatabaseSync(join(config.dataDir, databaseFile), { timeout: 5000 });
    try {
      return database.prepare(sql).all();
    } finally {
      database.close();
    }
  }
  const client = new pg.Client({ connectionString: config.url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

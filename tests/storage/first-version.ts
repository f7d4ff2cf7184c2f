import { join } from 'node:path';
import { Kysely, Migrator } from 'kysely';
import pg from 'pg';
import { createAll } from '../../packages/server/src/storage/migrations/0001-create-all.ts';
import type { StorageConfig } from '../../packages/server/src/storage/open.ts';
import { postgresDialect } from '../../packages/server/src/storage/postgres/dialect.ts';
import type { Schema } from '../../packages/server/src/storage/schema.ts';
import { SqliteConnection } from '../../packages/server/src/storage/sqlite/connection.ts';
import { sqliteDialect } from '../../packages/server/src/storage/sqlite/dialect.ts';
import { databaseFile } from '../../packages/server/src/storage/sqlite/open-sqlite.ts';

/** Makes an empty database what the first released version left: its one migration, and no more. */
export async function makeFirstVersion(config: StorageConfig): Promise<void> {
  const { db, close } = connect(config);
  try {
    const migrator = new Migrator({
      db,
      provider: {
        getMigrations: async () => ({
          '0001-create-all': { up: (kysely) => createAll(kysely, config.engine) },
        }),
      },
      migrationTableName: 'migrations',
      migrationLockTableName: 'migrations_lock',
    });
    const { error } = await migrator.migrateToLatest();
    if (error) throw error;
  } finally {
    await close();
  }
}

function connect(config: StorageConfig): { db: Kysely<Schema>; close(): Promise<void> } {
  if (config.engine === 'sqlite') {
    const path = join(config.dataDir, databaseFile);
    const connection = new SqliteConnection({ path, readOnly: false });
    const db = new Kysely<Schema>({ dialect: sqliteDialect(connection, 'begin immediate') });
    return { db, close: () => connection.close() };
  }
  const pool = new pg.Pool({ connectionString: config.url });
  const db = new Kysely<Schema>({ dialect: postgresDialect(pool) });
  return { db, close: () => db.destroy() };
}

import { randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { openStorage, type StorageConfig } from '../../packages/server/src/storage/open.ts';
import type { Engine } from '../../packages/server/src/storage/storage.ts';

/** A database of one test's own, empty and migrated. */
export interface TestDatabase {
  readonly engine: Engine;
  /** For `openStorage`. */
  readonly storage: StorageConfig;
  /** For a server: its data directory, and the address of its database on PostgreSQL. */
  readonly env: Readonly<Record<string, string>>;
  drop(): Promise<void>;
}

const templateName = 'keywright_template';

/** The engine of this run: set by the Vitest projects `sqlite` and `postgres`. */
export function engineUnderTest(): Engine {
  const engine = process.env['KEYWRIGHT_TEST_ENGINE'];
  if (engine === 'sqlite' || engine === 'postgres') return engine;
  throw new Error('KEYWRIGHT_TEST_ENGINE must be sqlite or postgres; is this a *.db.test.ts file?');
}

/** Copies the migrated template, which takes milliseconds where migrating takes a second. */
export async function createDatabase(engine: Engine = engineUnderTest()): Promise<TestDatabase> {
  // Below the run's folder, so that what a failed test left behind goes with it.
  const dataDir = mkdtempSync(join(required('KEYWRIGHT_TEST_FOLDER'), 'data-'));
  const removeFolder = () => rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  const folderEnv = { KEYWRIGHT_DATA_DIR: dataDir };
  if (engine === 'sqlite') {
    cpSync(sqliteTemplate(), dataDir, { recursive: true });
    const storage = { engine, dataDir } as const;
    return { engine, storage, env: folderEnv, drop: async () => removeFolder() };
  }

  const name = `test_${process.pid}_${randomBytes(6).toString('hex')}`;
  await administer(`create database ${name} template ${templateName}`);
  const url = urlOf(name);
  return {
    engine,
    storage: { engine, url },
    env: { ...folderEnv, KEYWRIGHT_DATABASE_URL: url },
    async drop() {
      removeFolder();
      await administer(`drop database ${name} with (force)`);
    },
  };
}

/** Migrates once what every test of the run copies. */
export async function makeTemplate(engine: Engine): Promise<void> {
  if (engine === 'postgres') await administer(`create database ${templateName}`);
  const config: StorageConfig =
    engine === 'sqlite'
      ? { engine, dataDir: sqliteTemplate() }
      : { engine, url: urlOf(templateName) };
  const storage = await openStorage(config);
  await storage.close();
}

const sqliteTemplate = (): string => join(required('KEYWRIGHT_TEST_FOLDER'), templateName);

function urlOf(database: string): string {
  const url = new URL(required('KEYWRIGHT_TEST_POSTGRES_URL'));
  url.pathname = `/${database}`;
  return url.href;
}

async function administer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: required('KEYWRIGHT_TEST_POSTGRES_URL') });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function required(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: run the tests by \`npm test\``);
  return value;
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeTemplate } from './database.ts';
import { startPostgresCluster } from './postgres-cluster.ts';

/**
 * Makes ready what `createDatabase` copies and tells it by environment variables, which processes
 * started from here inherit. Does nothing where an outer process has done so. Returns the way to undo it.
 */
export async function provideSqlite(): Promise<() => Promise<void>> {
  if (process.env['KEYWRIGHT_TEST_SQLITE_TEMPLATE'] !== undefined) return async () => {};
  const folder = mkdtempSync(join(tmpdir(), 'keywright-template-'));
  await makeTemplate('sqlite', folder);
  process.env['KEYWRIGHT_TEST_SQLITE_TEMPLATE'] = folder;
  return async () => rmSync(folder, { recursive: true, force: true });
}

export async function providePostgres(): Promise<() => Promise<void>> {
  if (process.env['KEYWRIGHT_TEST_POSTGRES_URL'] !== undefined) return async () => {};
  const cluster = await startPostgresCluster({ durable: false });
  process.env['KEYWRIGHT_TEST_POSTGRES_URL'] = cluster.url;
  try {
    await makeTemplate('postgres', '');
  } catch (error) {
    await cluster.stop();
    throw error;
  }
  return () => cluster.stop();
}

/** Both, for a process that starts several test runners. */
export async function provideDatabases(): Promise<() => Promise<void>> {
  const removeSqlite = await provideSqlite();
  const removePostgres = await providePostgres();
  return async () => {
    await removePostgres();
    await removeSqlite();
  };
}

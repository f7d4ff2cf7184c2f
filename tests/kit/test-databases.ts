import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeTemplate } from './database.ts';
import { startPostgresCluster } from './postgres-cluster.ts';

type Undo = () => Promise<void>;

/**
 * Makes ready what `createDatabase` copies, and tells where by environment variables, which processes
 * started from here inherit. Whatever an outer process has provided is used as it is. Returns the way to
 * undo it.
 */
export async function provideDatabases(engines: readonly ('sqlite' | 'postgres')[]): Promise<Undo> {
  const undo: Undo[] = [];
  const undoAll = async () => {
    for (const step of undo.reverse()) await step();
  };
  try {
    if (engines.includes('sqlite')) undo.push(await provideSqlite());
    if (engines.includes('postgres')) undo.push(await providePostgres());
  } catch (error) {
    await undoAll();
    throw error;
  }
  return undoAll;
}

const nothing: Undo = async () => {};

async function provideSqlite(): Promise<Undo> {
  if (process.env['KEYWRIGHT_TEST_SQLITE'] !== undefined) return nothing;
  const removeFolder = provideFolder();
  await makeTemplate('sqlite');
  process.env['KEYWRIGHT_TEST_SQLITE'] = 'provided';
  return removeFolder;
}

async function providePostgres(): Promise<Undo> {
  if (process.env['KEYWRIGHT_TEST_POSTGRES_URL'] !== undefined) return nothing;
  const removeFolder = provideFolder();
  const cluster = await startPostgresCluster({ durable: false });
  process.env['KEYWRIGHT_TEST_POSTGRES_URL'] = cluster.url;
  const undo = async () => {
    await cluster.stop();
    await removeFolder();
  };
  try {
    await makeTemplate('postgres');
  } catch (error) {
    await undo();
    throw error;
  }
  return undo;
}

/** For data directories; removed at the latest when this process exits. */
function provideFolder(): Undo {
  if (process.env['KEYWRIGHT_TEST_FOLDER'] !== undefined) return nothing;
  const folder = mkdtempSync(join(tmpdir(), 'keywright-test-'));
  process.env['KEYWRIGHT_TEST_FOLDER'] = folder;
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  process.once('exit', remove);
  return async () => {
    process.off('exit', remove);
    remove();
    delete process.env['KEYWRIGHT_TEST_FOLDER'];
  };
}

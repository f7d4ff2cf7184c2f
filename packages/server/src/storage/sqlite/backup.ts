import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { StorageRefused } from '../errors.ts';
import { SqliteConnection } from './connection.ts';
import { databaseFile } from './open-sqlite.ts';
import { lockForServer } from './server-lock.ts';

/**
 * Copies the database in `dataDir`, as it stands at one moment, to a new file that only its owner may read. A server
 * may run and write meanwhile. Throws StorageRefused where there is no database, or the file is there already.
 */
export async function backupSqlite(dataDir: string, file: string): Promise<void> {
  const path = join(dataDir, databaseFile);
  if (!existsSync(path)) throw new StorageRefused(`There is no database in ${dataDir}.`);
  if (existsSync(file)) throw new StorageRefused(`${file} is there already; nothing was written.`);
  const partial = `${file}.partial`;
  const connection = new SqliteConnection({ path, readOnly: true });
  try {
    // Never into what is there: in a shared folder somebody may have put a file of theirs, or a link, in this place.
    rmSync(partial, { force: true });
    closeSync(openSync(partial, 'wx', 0o600));
    await connection.backup(partial);
    sync(partial);
    renameSync(partial, file);
  } finally {
    await connection.close();
    rmSync(partial, { force: true });
  }
}

/**
 * Puts a backup in the place of the database. The present one is kept beside it under another name, which is
 * returned. Throws StorageRefused while a server runs, or where the file is not a whole database of Keywright.
 */
export function restoreSqlite(dataDir: string, file: string): { kept: string | undefined } {
  checkBackup(file);
  const unlock = lockForServer(dataDir);
  try {
    const path = join(dataDir, databaseFile);
    const incoming = `${path}.incoming`;
    copyFileSync(file, incoming);
    chmodSync(incoming, 0o600);
    sync(incoming);
    const kept = existsSync(path) ? setAside(path) : undefined;
    renameSync(incoming, path);
    sync(dataDir);
    return { kept };
  } finally {
    unlock();
  }
}

/** What stands only in the write-ahead log is brought home first, so that the file set aside is whole. */
function setAside(path: string): string {
  const database = new DatabaseSync(path);
  database.exec('pragma wal_checkpoint(truncate)');
  database.close();
  const kept = `${path}.before-restore-${new Date().toISOString().replaceAll(':', '-')}`;
  renameSync(path, kept);
  for (const rest of ['-wal', '-shm']) rmSync(path + rest, { force: true });
  return kept;
}

function checkBackup(file: string): void {
  if (!existsSync(file)) throw new StorageRefused(`${file} is not there.`);
  try {
    // Immutable: looking at a backup must not leave a write-ahead log beside it.
    const database = new DatabaseSync(new URL(`${pathToFileURL(file)}?immutable=1`), {
      readOnly: true,
    });
    const [check] = database.prepare('pragma integrity_check(1)').all();
    const known = database
      .prepare("select 1 from sqlite_schema where type = 'table' and name = 'audit_events'")
      .get();
    database.close();
    if (check?.['integrity_check'] === 'ok' && known) return;
  } catch (error) {
    throw new StorageRefused(`${file} cannot be read as a database.`, { cause: error });
  }
  throw new StorageRefused(`${file} is damaged, or not a backup of Keywright.`);
}

/** When a backup was taken: milliseconds since 1970, by the time on its file, which a copy may have moved. */
export function takenAt(file: string): number {
  return statSync(file).mtimeMs;
}

function sync(path: string): void {
  const handle = openSync(path, 'r');
  fsyncSync(handle);
  closeSync(handle);
}

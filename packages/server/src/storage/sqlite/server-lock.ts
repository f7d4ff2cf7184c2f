import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StorageRefused } from '../errors.ts';

/**
 * Lets one server at a time use a data directory. The lock is the operating system's, held through an empty
 * SQLite file, so it is gone with the process, however that ended. Operator commands do not take it, but
 * `restore`. Throws StorageRefused where another process holds it. Returns the way to release it.
 */
export function lockForServer(dataDir: string): () => void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const lockFile = join(dataDir, 'server.lock');
  // Whoever can open it can hold it, and keep a server from starting.
  closeSync(openSync(lockFile, 'a', 0o600));
  const lock = new DatabaseSync(lockFile, { timeout: 0 });
  const holderFile = join(dataDir, 'server.pid');
  try {
    lock.exec('begin exclusive');
  } catch (error) {
    lock.close();
    throw new StorageRefused(
      `Another Keywright server (process ${holder(holderFile)}) is using ${dataDir}. ` +
        'Stop it first, or set KEYWRIGHT_DATA_DIR to another folder. ' +
        'Several servers on one database need PostgreSQL: set KEYWRIGHT_DATABASE_URL.',
      { cause: error },
    );
  }
  writeFileSync(holderFile, `${process.pid}\n`);
  return () => lock.close();
}

function holder(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return 'unknown';
  }
}

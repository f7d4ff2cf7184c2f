import { openPostgres } from './postgres/open-postgres.ts';
import { openSqlite } from './sqlite/open-sqlite.ts';
import { lockForServer } from './sqlite/server-lock.ts';
import type { Storage } from './storage.ts';

/** Where the data is: a folder for SQLite, or the address of a PostgreSQL database. */
export type StorageConfig =
  | { readonly engine: 'sqlite'; readonly dataDir: string }
  | { readonly engine: 'postgres'; readonly url: string };

/** Opens and migrates the database. Throws StorageRefused, with what to do, where it must not be used. */
export function openStorage(config: StorageConfig): Promise<Storage> {
  switch (config.engine) {
    case 'sqlite':
      return openSqlite(config.dataDir);
    case 'postgres':
      return openPostgres(config.url);
    default:
      throw config satisfies never;
  }
}

/** The same for a server: on SQLite it is the only one, and refused where there is one already. */
export async function openStorageForServer(config: StorageConfig): Promise<Storage> {
  if (config.engine === 'postgres') return openStorage(config);
  const unlock = lockForServer(config.dataDir);
  try {
    const storage = await openStorage(config);
    return Object.assign(storage, { close: closeThen(storage, unlock) });
  } catch (error) {
    unlock();
    throw error;
  }
}

function closeThen(storage: Storage, unlock: () => void): () => Promise<void> {
  const close = storage.close;
  return async () => {
    await close();
    unlock();
  };
}

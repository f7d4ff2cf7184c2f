import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StorageConfig } from '../../packages/server/src/storage/open.ts';
import type { Engine } from '../../packages/server/src/storage/storage.ts';
import { createDatabase } from '../kit/database.ts';
import { rawSql } from './raw-sql.ts';

/** A database that nothing was ever done with: not even migrated. */
export async function emptyDatabase(
  engine: Engine,
): Promise<{ readonly storage: StorageConfig; drop(): Promise<void> }> {
  if (engine === 'sqlite') {
    const dataDir = mkdtempSync(join(tmpdir(), 'keywright-empty-'));
    return {
      storage: { engine, dataDir },
      drop: async () => rmSync(dataDir, { recursive: true, force: true }),
    };
  }
  const { storage, drop } = await createDatabase(engine);
  // What the template has made is taken away again.
  await rawSql(storage, 'drop schema public cascade; create schema public');
  return { storage, drop };
}

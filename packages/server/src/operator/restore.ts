import { join } from 'node:path';
import { siteId } from '@keywright/contract';
import { writeAuditEvent } from '../audit/write-audit-event.ts';
import { openStorage } from '../storage/open.ts';
import { restoreSqlite, takenAt } from '../storage/sqlite/backup.ts';
import { databaseFile } from '../storage/sqlite/open-sqlite.ts';
import { afterRestore, type ValidAgain } from '../storage/sqlite/valid-again.ts';
import { commandOrigin, operatorActor } from './operator-actor.ts';

export interface Restored {
  /** Where the database is that was there before. */
  readonly kept: string | undefined;
  /** What counts again; undefined: that cannot be told. */
  readonly again: readonly ValidAgain[] | undefined;
}

/** Puts a backup in place, brings it up to date, and writes down in it that this was done. */
export async function restore(dataDir: string, file: string, now: number): Promise<Restored> {
  const taken = new Date(takenAt(file)).toISOString();
  const result = restoreSqlite(dataDir, file);
  const storage = await openStorage({ engine: 'sqlite', dataDir });
  try {
    await storage.change((tx) =>
      writeAuditEvent(tx, {
        change: {
          action: 'site.restore',
          target: { kind: 'site', id: siteId, name: 'Site' },
          details: { taken_at: taken },
        },
        actor: operatorActor(),
        origin: commandOrigin(),
        at: now,
      }),
    );
  } finally {
    await storage.close();
  }
  const { kept } = result;
  // Only now are both of this version.
  const again = kept === undefined ? [] : afterRestore(join(dataDir, databaseFile), kept);
  return { kept, again };
}

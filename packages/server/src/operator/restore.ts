import { siteId } from '@keywright/contract';
import { writeAuditEvent } from '../audit/write-audit-event.ts';
import { openStorage } from '../storage/open.ts';
import { restoreSqlite, takenAt } from '../storage/sqlite/backup.ts';
import { commandOrigin, operatorActor } from './operator-actor.ts';

/** Puts a backup in place, brings it up to date, and writes down in it that this was done. */
export async function restore(
  dataDir: string,
  file: string,
  now: number,
): Promise<{ kept: string | undefined }> {
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
  return result;
}

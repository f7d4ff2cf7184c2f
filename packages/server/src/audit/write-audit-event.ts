import { randomUUIDv7 } from 'node:crypto';
import type { AuditChange } from '@keywright/contract';
import type { Tx } from '../storage/storage.ts';
import type { Actor, Origin } from './actor.ts';
import { insertAuditEvent } from './queries.ts';

/** What servers tell each other and their pages about a committed change: ids only. */
export interface Announcement {
  readonly event_id: string;
  readonly kind: AuditChange['target']['kind'];
  readonly id: string;
  /** Whose it is, where not everybody may hear of it. */
  readonly owner_id: string | null;
}

/** Writes down a change in its own transaction, so that neither is ever there without the other. */
export async function writeAuditEvent(
  tx: Tx,
  event: { change: AuditChange; actor: Actor; origin: Origin; at: number },
): Promise<void> {
  const id = randomUUIDv7();
  await insertAuditEvent(tx, { ...event, id });
  const { target, details } = event.change;
  const announcement: Announcement = {
    event_id: id,
    kind: target.kind,
    id: target.id,
    owner_id: 'owner_id' in details ? details.owner_id : null,
  };
  tx.announce(JSON.stringify(announcement));
}

import { randomUUIDv7 } from 'node:crypto';
import type { AuditChange } from '@keywright/contract';
import type { Tx } from '../storage/storage.ts';
import type { Actor, Origin } from './actor.ts';
import { insertAuditEvent } from './queries.ts';

/** What servers tell each other and their pages about a committed change: ids only. */
export interface Announcement {
  /** Null: a change that is not on the record, such as a new picture. */
  readonly event_id: string | null;
  /** The kind of rows to look at again. */
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
  tx.announce(JSON.stringify(announcementOf(id, event.change)));
}

/** Tells of a change that leaves no audit event. */
export function announceChange(tx: Tx, kind: Announcement['kind'], id: string): void {
  const announcement: Announcement = { event_id: null, kind, id, owner_id: null };
  tx.announce(JSON.stringify(announcement));
}

function announcementOf(eventId: string, change: AuditChange): Announcement {
  const { target, details } = change;
  if (change.action === 'session.end_all') {
    return { event_id: eventId, kind: 'session', id: target.id, owner_id: target.id };
  }
  const owner = 'owner_id' in details ? details.owner_id : null;
  return { event_id: eventId, kind: target.kind, id: target.id, owner_id: owner };
}

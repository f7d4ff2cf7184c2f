import { randomUUIDv7 } from 'node:crypto';
import type { AuditChange, PrincipalId, ResourceId } from '@keywright/contract';
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
  /** The node it happened at and all above it; null: the site. */
  readonly path: readonly ResourceId[] | null;
}

interface Event {
  readonly change: AuditChange;
  readonly actor: Actor;
  readonly origin: Origin;
  readonly at: number;
  /** Where in the tree it happened, for who follows that; left out: at the site. */
  readonly path?: readonly ResourceId[] | undefined;
}

/** Writes down a change in its own transaction, so that neither is ever there without the other. */
export async function writeAuditEvent(tx: Tx, event: Event): Promise<void> {
  const id = randomUUIDv7();
  await insertAuditEvent(tx, { ...event, id });
  tx.announce(JSON.stringify({ ...announcementOf(id, event.change), path: event.path ?? null }));
}

/** Tells of a change that leaves no audit event; with an owner, to them alone. */
export function announceChange(
  tx: Tx,
  kind: Announcement['kind'],
  id: string,
  ownerId: PrincipalId | null = null,
): void {
  const news: Announcement = { event_id: null, kind, id, owner_id: ownerId, path: null };
  tx.announce(JSON.stringify(news));
}

function announcementOf(eventId: string, change: AuditChange): Omit<Announcement, 'path'> {
  const { target, details } = change;
  if (change.action === 'session.end_all') {
    return { event_id: eventId, kind: 'session', id: target.id, owner_id: target.id };
  }
  // A service account is its own: what is done to it ends or restores its streams.
  const own = target.kind === 'service_account' ? target.id : null;
  const owner = 'owner_id' in details ? details.owner_id : own;
  return { event_id: eventId, kind: target.kind, id: target.id, owner_id: owner };
}

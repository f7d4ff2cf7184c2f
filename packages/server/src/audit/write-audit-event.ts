import { randomUUIDv7 } from 'node:crypto';
import type { AuditChange, DeploymentKindId, PrincipalId, ResourceId } from '@keywright/contract';
import type { Tx } from '../storage/storage.ts';
import type { Actor, Origin } from './actor.ts';
import { insertAuditEvent } from './queries.ts';

/** What servers tell each other and their pages about a committed change: ids only. */
export interface Announcement {
  /** Null: a change that is not on the record, such as a new picture. */
  readonly event_id: string | null;
  /** The kind of rows to look at again. */
  readonly kind: AuditChange['target']['kind'] | 'k8s_resource';
  readonly id: string;
  /** Whether the row came, went, or is another now. */
  readonly change: 'create' | 'update' | 'delete';
  /** Whose it is, where not everybody may hear of it. */
  readonly owner_id: string | null;
  /** The node it happened at and all above it; null: the site. */
  readonly path: readonly ResourceId[] | null;
  /** The deployment kind of that node. */
  readonly kind_id: DeploymentKindId | null;
  /** A grant that is of one deployment kind. */
  readonly is_of_kind: boolean;
}

/** A place of the tree, as decisions see it. */
interface Place {
  readonly path: readonly ResourceId[];
  readonly kindId: DeploymentKindId | null;
}

interface Event {
  readonly change: AuditChange;
  readonly actor: Actor;
  readonly origin: Origin;
  readonly at: number;
  /** Where in the tree it happened, for who follows that; left out: at the site. */
  readonly place?: Place | undefined;
}

/** Writes down a change in its own transaction, so that neither is ever there without the other. */
export async function writeAuditEvent(tx: Tx, event: Event): Promise<void> {
  const id = randomUUIDv7();
  await insertAuditEvent(tx, { ...event, id });
  tell(tx, { ...announcementOf(id, event.change), ...placed(event.place) });
}

/** Tells of a change that leaves no audit event; with an owner, to them alone. */
export function announceChange(
  tx: Tx,
  kind: Announcement['kind'],
  id: string,
  ownerId: PrincipalId | null = null,
): void {
  tell(tx, { ...offRecord, kind, id, owner_id: ownerId, change: 'update', ...placed(undefined) });
}

/** The same at a place of the tree, to who may see such rows there. */
export function announceAt(
  tx: Tx,
  place: Place,
  { kind, id, change }: Pick<Announcement, 'kind' | 'id' | 'change'>,
): void {
  tell(tx, { ...offRecord, kind, id, owner_id: null, change, ...placed(place) });
}

const offRecord = { event_id: null, is_of_kind: false } as const;

function tell(tx: Tx, news: Announcement): void {
  tx.announce(JSON.stringify(news));
}

function placed(place: Place | undefined): Pick<Announcement, 'path' | 'kind_id'> {
  return { path: place?.path ?? null, kind_id: place?.kindId ?? null };
}

const changes = { create: 'create', delete: 'delete' } as const;

function changeOf({ action, details }: AuditChange): Announcement['change'] {
  // It is there until a runner has uninstalled it.
  if (action === 'deployment.delete' && details.task_id !== null) return 'update';
  return changes[action.split('.')[1] as keyof typeof changes] ?? 'update';
}

function announcementOf(
  eventId: string,
  change: AuditChange,
): Omit<Announcement, 'path' | 'kind_id'> {
  const { target, details } = change;
  if (change.action === 'session.end_all') {
    const own = { kind: 'session', id: target.id, owner_id: target.id, change: 'update' } as const;
    return { event_id: eventId, is_of_kind: false, ...own };
  }
  if (change.action === 'user_token.delete_all') {
    const own = { kind: 'user_token', id: target.id, owner_id: target.id } as const;
    return { event_id: eventId, is_of_kind: false, ...own, change: 'update' };
  }
  // Such principals are their own: what is done to them ends or restores their streams.
  const isOwn = target.kind === 'service_account' || target.kind === 'deployment';
  const own = isOwn ? target.id : null;
  const owner = 'owner_id' in details ? details.owner_id : own;
  return {
    event_id: eventId,
    kind: target.kind,
    id: target.id,
    owner_id: owner,
    change: changeOf(change),
    is_of_kind:
      target.kind === 'grant' && 'deployment_kind' in details && details.deployment_kind !== null,
  };
}

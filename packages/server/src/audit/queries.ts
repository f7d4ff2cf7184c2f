import type { AuditChange } from '@keywright/contract';
import type { Tx } from '../storage/storage.ts';
import type { Actor, Origin } from './actor.ts';

export interface AuditRow {
  readonly id: string;
  readonly at: number;
  readonly change: AuditChange;
  readonly actor: Actor;
  readonly origin: Origin;
}

export async function insertAuditEvent(tx: Tx, row: AuditRow): Promise<void> {
  const { change, actor, origin } = row;
  await tx
    .insertInto('audit_events')
    .values({
      id: row.id,
      at: row.at,
      action: change.action,
      actor_kind: actor.kind,
      actor_id: actor.id,
      actor_name: actor.name,
      credential_kind: actor.credential?.kind ?? null,
      credential_id: actor.credential?.id ?? null,
      credential_name: actor.credential?.name ?? null,
      target_kind: change.target.kind,
      target_id: change.target.id,
      target_name: change.target.name,
      details: JSON.stringify(change.details),
      request_id: origin.requestId,
      address: origin.address,
      user_agent: origin.userAgent,
    })
    .execute();
}

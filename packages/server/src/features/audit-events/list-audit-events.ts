import {
  type AnyId,
  type AuditAction,
  type AuditActorKind,
  type AuditEvent,
  type AuditEventId,
  type CredentialKind,
  endpoints,
} from '@keywright/contract';
import { site } from '../../plane/decide.ts';
import { readOperation } from '../../request/operation.ts';
import { paged } from '../../request/paging.ts';
import { wireTime } from '../../request/time.ts';
import { type AuditEventRow, countAuditEvents, listAuditEvents } from './queries.ts';

export const listAuditEventsOperation = () =>
  readOperation(endpoints.listAuditEvents, {
    target: async () => ({ row: undefined, resource: site, visible: true }),
    async run(db, { query }) {
      const { slice, answer } = paged(query);
      const rows = await listAuditEvents(db, query, slice);
      const total = await countAuditEvents(db, query);
      return answer(rows.map(present), total);
    },
  });

function present(row: AuditEventRow): AuditEvent {
  return {
    id: row.id as AuditEventId,
    at: wireTime(row.at),
    action: row.action as AuditAction,
    actor: {
      kind: row.actor_kind as AuditActorKind,
      id: row.actor_id as AnyId | null,
      name: row.actor_name,
      credential: row.credential_id === null ? null : presentCredential(row),
    },
    target: { kind: row.target_kind, id: row.target_id as AnyId, name: row.target_name },
    details: JSON.parse(row.details) as Record<string, unknown>,
    request_id: row.request_id,
    address: row.address,
    user_agent: row.user_agent,
  };
}

function presentCredential(row: AuditEventRow) {
  return {
    kind: row.credential_kind as CredentialKind,
    id: row.credential_id as AnyId,
    name: row.credential_name ?? '',
  };
}

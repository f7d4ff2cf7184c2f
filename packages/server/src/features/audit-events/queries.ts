import type { Slice } from '../../request/paging.ts';
import type { Db } from '../../storage/storage.ts';

export interface AuditFilters {
  readonly actor_kind?: string | undefined;
  readonly actor_id?: string | undefined;
  readonly credential_kind?: string | undefined;
  readonly credential_id?: string | undefined;
  readonly action?: string | undefined;
  readonly target_id?: string | undefined;
  readonly since?: number | undefined;
  readonly until?: number | undefined;
}

const equals = [
  'actor_kind',
  'actor_id',
  'credential_kind',
  'credential_id',
  'action',
  'target_id',
] as const;

function matching(db: Db, filters: AuditFilters) {
  let query = db.selectFrom('audit_events');
  for (const column of equals) {
    const wanted = filters[column];
    if (wanted !== undefined) query = query.where(column, '=', wanted);
  }
  if (filters.since !== undefined) query = query.where('at', '>=', filters.since);
  if (filters.until !== undefined) query = query.where('at', '<', filters.until);
  return query;
}

export type AuditEventRow = Awaited<ReturnType<typeof listAuditEvents>>[number];

export function listAuditEvents(db: Db, filters: AuditFilters, slice: Slice) {
  return matching(db, filters)
    .selectAll()
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(slice.limit)
    .offset(slice.offset)
    .execute();
}

export async function countAuditEvents(db: Db, filters: AuditFilters): Promise<number> {
  const row = await matching(db, filters)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

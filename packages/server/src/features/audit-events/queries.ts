import { sql } from 'kysely';
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

/** Of these a site has a few, and so each says little about where to look. */
const broad = ['actor_kind', 'credential_kind', 'action'];

function matching(db: Db, filters: AuditFilters) {
  const { actor_id, credential_id, target_id } = filters;
  const isNarrow = actor_id ?? credential_id ?? target_id;
  let query = db.selectFrom('audit_events');
  for (const column of equals) {
    const wanted = filters[column];
    if (wanted === undefined) continue;
    const isBeside = isNarrow !== undefined && broad.includes(column);
    query = query.where(isBeside ? unindexed(db, column) : sql.ref(column), '=', wanted);
  }
  if (filters.since !== undefined) query = query.where('at', '>=', filters.since);
  if (filters.until !== undefined) query = query.where('at', '<', filters.until);
  return query;
}

/** SQLite knows nothing of the values in a column; a plus keeps it off an index that would find too much. */
function unindexed({ engine }: Db, column: string) {
  return engine === 'sqlite' ? sql`+${sql.ref(column)}` : sql.ref(column);
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
  const { action, actor_kind, ...others } = filters;
  if (hasNone(others)) return countByKind(db, action, actor_kind);
  const row = await matching(db, filters)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Paging and the like come along in a query, and filter nothing. */
function hasNone(filters: Omit<AuditFilters, 'action' | 'actor_kind'>): boolean {
  const { actor_id, credential_kind, credential_id, target_id, since, until } = filters;
  return (
    (actor_id ?? credential_kind ?? credential_id ?? target_id ?? since ?? until) === undefined
  );
}

/** From the counts that the database keeps. */
async function countByKind(db: Db, action?: string, actorKind?: string): Promise<number> {
  const row = await db
    .selectFrom('audit_event_counts')
    .select((eb) =>
      eb.cast<number>(eb.fn.coalesce(eb.fn.sum('events'), eb.lit(0)), 'bigint').as('count'),
    )
    .$if(action !== undefined, (q) => q.where('action', '=', action ?? ''))
    .$if(actorKind !== undefined, (q) => q.where('actor_kind', '=', actorKind ?? ''))
    .executeTakeFirstOrThrow();
  return row.count;
}

import { sql } from 'kysely';
import { StorageUnavailable } from './errors.ts';
import { term } from './postgres/term.ts';
import type { Position } from './revocation-log.ts';
import type { Db, Engine } from './storage.ts';

/**
 * Columns `term` and `head` for a statement that reads what is to be kept in memory: position and material are then of one
 * snapshot. Put them into its select.
 */
export function positionColumns(engine: Engine) {
  return [positionTerm(engine).as('term'), positionHead(engine).as('head')] as const;
}

const positionTerm = (engine: Engine) =>
  sql<string>`${sql.raw(engine === 'postgres' ? `(${term})` : '(select cast(epoch as text) from feed_head)')}`;

const positionHead = (engine: Engine) =>
  sql<number>`${sql.raw(engine === 'postgres' ? '(select seq from feed_head)' : '(select max(seq) from feed)')}`;

/**
 * Throws StorageUnavailable where a snapshot is from before a point that was applied already: it is of a primary whose time is
 * over. A file has but one state.
 */
export async function refuseEarlier(db: Db, than: Position): Promise<void> {
  if (db.engine === 'sqlite') return;
  const { term, head } = await positionOf(db);
  if (term === than.term && head >= than.head) return;
  throw new StorageUnavailable('The database that answered is behind what was applied here.');
}

/** Where a snapshot stands in the change feed; first of all in it, for a statement takes no part of a later one. */
async function positionOf(db: Db): Promise<Position> {
  const row = await db
    .selectFrom('feed_head')
    .select(positionColumns(db.engine))
    .executeTakeFirstOrThrow();
  return { term: row.term, head: row.head };
}

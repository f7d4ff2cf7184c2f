import { type Kysely, sql } from 'kysely';
import type { Schema } from '../schema.ts';
import type { Engine } from '../storage.ts';
import { postgresFeedTriggers, sqliteFeedTriggers } from './0005-feed-triggers.ts';
import { type Types, typesOf } from './engine-types.ts';

/** What changed of what decisions are made of, in the order of commits, and the servers that follow it. */
export async function changeFeed(db: Kysely<Schema>, engine: Engine): Promise<void> {
  const t = typesOf(engine);
  const isPostgres = engine === 'postgres';
  const tables = isPostgres ? postgresTables(t) : sqliteTables(t);
  for (const statement of tables) await statement.execute(db);
  const triggers = isPostgres ? postgresFeedTriggers() : sqliteFeedTriggers();
  for (const statement of triggers) await sql.raw(statement).execute(db);
}

function postgresTables(t: Types) {
  return [
    // Written by each of those commits: room in its page keeps the row where it is.
    sql`create table feed_head (
      only_row ${t.int} not null primary key check (only_row = 1),
      seq ${t.int} not null,
      epoch ${t.int} not null
    ) with (fillfactor = 10)`,
    sql`insert into feed_head (only_row, seq, epoch) values (1, 0, 1)`,
    sql`create table feed (
      id bigint generated always as identity primary key,
      seq ${t.int},
      change_id uuid,
      keys ${t.text} not null,
      at ${t.int} not null
    )`,
    sql`create index feed_in_order on feed (seq)`,
    sql`create index feed_by_change on feed (change_id) where change_id is not null`,
    sql`create table members (
      incarnation uuid not null primary key,
      label ${t.text} not null,
      version ${t.text} not null,
      beat ${t.int} not null,
      applied_term ${t.text} not null,
      applied ${t.int} not null,
      verifiers ${t.int} not null,
      joined_at ${t.int} not null,
      renewed_at ${t.int} not null
    ) with (fillfactor = 40)`,
  ];
}

function sqliteTables(t: Types) {
  return [
    sql`create table feed_head (
      only_row integer primary key check (only_row = 1),
      epoch ${t.int} not null
    ) ${t.strict}`,
    sql`insert into feed_head (only_row, epoch) values (1, 1)`,
    sql`create table feed (
      seq integer primary key autoincrement,
      keys ${t.text} not null,
      at ${t.int} not null
    ) ${t.strict}`,
    // The place that was taken last is known, even once its row is pruned.
    sql`insert into feed (keys, at) values ('', 0)`,
  ];
}

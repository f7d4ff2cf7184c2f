import { type Kysely, sql } from 'kysely';
import type { Schema } from '../schema.ts';
import type { Engine } from '../storage.ts';
import { type Types, typesOf } from './engine-types.ts';

/** How tokens are used, and how often they may be. */
export async function usage(db: Kysely<Schema>, engine: Engine): Promise<void> {
  for (const statement of tables(typesOf(engine))) await statement.execute(db);
}

function tables(t: Types) {
  return [
    sql`create table use_counts (
      of_id ${t.uuid} not null,
      hour ${t.int} not null,
      outcome ${t.text} not null,
      permission ${t.text} not null,
      count ${t.int} not null,
      primary key (of_id, hour, outcome, permission)
    ) ${t.strict}`,
    sql`create index use_counts_by_hour on use_counts (hour)`,
    sql`create table permission_uses (
      token_id ${t.uuid} not null,
      permission ${t.text} not null,
      last_used_at ${t.int} not null,
      primary key (token_id, permission)
    ) ${t.strict}`,
    sql`create table use_origins (
      token_id ${t.uuid} not null primary key,
      addresses ${t.text} not null,
      user_agents ${t.text} not null
    ) ${t.strict}`,
    // Without it every scope would look unused on the day after an upgrade.
    sql`create table use_gathering (since ${t.int} not null) ${t.strict}`,
    sql`insert into use_gathering (since) values (${Date.now()})`,
    sql`alter table token_policies add column max_requests_per_minute ${t.int}`,
  ];
}

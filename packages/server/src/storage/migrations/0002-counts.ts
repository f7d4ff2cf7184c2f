import { sql } from 'kysely';
import type { Engine } from '../storage.ts';
import type { Types } from './engine-types.ts';

/** How many nodes of each type there are, as the sum over slots: see 0001-counts.ts. */
export function resourceCountTable(t: Types) {
  return sql`create table resource_counts (
    type ${t.text} not null,
    slot ${t.int} not null,
    resources ${t.int} not null,
    primary key (type, slot)
  )`;
}

export function resourceCountTriggers(engine: Engine) {
  const statements = engine === 'postgres' ? onPostgres() : onSqlite();
  return statements.map((statement) => sql.raw(statement));
}

/** One writes at a time, so there is one slot. */
function onSqlite() {
  const count = (row: string, by: number) => `
    insert into resource_counts (type, slot, resources) values (${row}.type, 0, ${by})
    on conflict (type, slot) do update set resources = resources + (${by});`;
  return [
    `create trigger resources_counted after insert on resources begin ${count('new', 1)} end`,
    `create trigger resources_uncounted after delete on resources begin ${count('old', -1)} end`,
  ];
}

/** By statement, not by row: what comes in bulk is counted once. */
function onPostgres() {
  return [
    `create function count_resources() returns trigger language plpgsql as $$
    declare
      change bigint := case tg_op when 'INSERT' then 1 else -1 end;
    begin
      insert into resource_counts as known (type, slot, resources)
      select type, pg_backend_pid() % 32, change * count(*) from changed group by type order by type
      on conflict (type, slot) do update set resources = known.resources + excluded.resources;
      return null;
    end $$`,
    `create trigger resources_counted after insert on resources
      referencing new table as changed for each statement execute function count_resources()`,
    `create trigger resources_uncounted after delete on resources
      referencing old table as changed for each statement execute function count_resources()`,
  ];
}

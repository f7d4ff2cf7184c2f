import { type RawBuilder, sql } from 'kysely';

/**
 * Counts that lists show, kept by the database itself: counting a million rows for each page would cost more than
 * the page. They are sums over slots, so that on PostgreSQL connections that write at once seldom meet in a row.
 */
export function countTables(text: RawBuilder<unknown>, int: RawBuilder<unknown>) {
  return [
    sql`create table user_token_counts (
      slot ${int} not null primary key,
      live ${int} not null,
      revoked ${int} not null
    )`,
    sql`insert into user_token_counts (slot, live, revoked) values (0, 0, 0)`,
    sql`create table audit_event_counts (
      action ${text} not null,
      actor_kind ${text} not null,
      slot ${int} not null,
      events ${int} not null,
      primary key (action, actor_kind, slot)
    )`,
  ];
}

/** One writes at a time, so there is one slot. */
export function sqliteCounts() {
  const live = (row: string) => `(${row}.deleted_at is null)`;
  const revoked = (row: string) => `(${row}.deleted_at is null and ${row}.revoked_at is not null)`;
  const count = (by: (of: (row: string) => string) => string) =>
    `update user_token_counts set live = live ${by(live)}, revoked = revoked ${by(revoked)};`;
  return [
    `create trigger user_tokens_counted after insert on user_tokens
     begin ${count((of) => `+ ${of('new')}`)} end`,
    `create trigger user_tokens_recounted after update of revoked_at, deleted_at on user_tokens
     begin ${count((of) => `+ ${of('new')} - ${of('old')}`)} end`,
    `create trigger user_tokens_uncounted after delete on user_tokens
     begin ${count((of) => `- ${of('old')}`)} end`,
    `create trigger audit_events_counted after insert on audit_events begin
       insert into audit_event_counts (action, actor_kind, slot, events)
       values (new.action, new.actor_kind, 0, 1)
       on conflict (action, actor_kind, slot) do update set events = events + 1;
     end`,
  ].map((statement) => sql.raw(statement));
}

const slot = 'pg_backend_pid() % 32';

/** By statement, not by row: what comes in bulk is counted once. */
export function postgresCounts() {
  const sums = (rows: string) => `select
      count(*) filter (where deleted_at is null),
      count(*) filter (where deleted_at is null and revoked_at is not null)
    from ${rows}`;
  return [
    `create function count_user_tokens() returns trigger language plpgsql as $$
    declare
      live_more bigint := 0;
      revoked_more bigint := 0;
      live_less bigint := 0;
      revoked_less bigint := 0;
    begin
      if tg_op <> 'DELETE' then ${sums('added')} into live_more, revoked_more; end if;
      if tg_op <> 'INSERT' then ${sums('removed')} into live_less, revoked_less; end if;
      if live_more <> live_less or revoked_more <> revoked_less then
        insert into user_token_counts as known (slot, live, revoked)
        values (${slot}, live_more - live_less, revoked_more - revoked_less)
        on conflict (slot) do update set
          live = known.live + excluded.live, revoked = known.revoked + excluded.revoked;
      end if;
      return null;
    end $$`,
    `create trigger user_tokens_counted after insert on user_tokens
      referencing new table as added for each statement execute function count_user_tokens()`,
    `create trigger user_tokens_recounted after update on user_tokens
      referencing old table as removed new table as added
      for each statement execute function count_user_tokens()`,
    `create trigger user_tokens_uncounted after delete on user_tokens
      referencing old table as removed for each statement execute function count_user_tokens()`,
    `create function count_audit_events() returns trigger language plpgsql as $$
    begin
      insert into audit_event_counts as known (action, actor_kind, slot, events)
      select action, actor_kind, ${slot}, count(*) from added group by action, actor_kind
      order by action, actor_kind
      on conflict (action, actor_kind, slot) do update set events = known.events + excluded.events;
      return null;
    end $$`,
    `create trigger audit_events_counted after insert on audit_events
      referencing new table as added for each statement execute function count_audit_events()`,
  ].map((statement) => sql.raw(statement));
}

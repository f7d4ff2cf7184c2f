import { type RawBuilder, sql } from 'kysely';
import type { Engine } from '../storage.ts';
import type { Types } from './engine-types.ts';
import { sqliteTextIndex } from './sqlite-text-index.ts';

/**
 * Tokens of users, and of service accounts beside them, in one table: what is checked, revoked and recorded is the
 * same. The old rows are copied, with what was known of their makers.
 */
export function tokensOfAll(t: Types, id: RawBuilder<unknown>, engine: Engine) {
  return [
    sql`create table tokens (
      seq ${t.seq},
      id ${id},
      user_id ${t.uuid} references users (id),
      service_account_id ${t.uuid} references service_accounts (id),
      name ${t.text} not null,
      name_key ${t.text} not null,
      description ${t.text} not null,
      secret_sha256 ${t.bytes} not null check (length(secret_sha256) = 32),
      created_at ${t.int} not null,
      expires_at ${t.int},
      revoked_at ${t.int},
      deleted_at ${t.int},
      created_by_kind ${t.text} not null check (created_by_kind in ('user', 'service_account', 'deployment', 'operator', 'system')),
      created_by_id ${t.uuid},
      created_by_name ${t.text} not null,
      check ((user_id is null) <> (service_account_id is null))
    ) ${t.strict}`,
    sql`insert into tokens (id, user_id, name, name_key, description, secret_sha256, created_at, expires_at,
        revoked_at, deleted_at, created_by_kind, created_by_id, created_by_name)
      select id, user_id, name, name_key, description, secret_sha256, created_at, expires_at, revoked_at, deleted_at,
        case when created_by_user_id is null then 'operator' else 'user' end, created_by_user_id, created_by_name
      from user_tokens order by seq`,
    sql`drop table user_tokens`,
    sql`create index user_tokens_by_time on tokens (created_at, id)
      where deleted_at is null and user_id is not null`,
    sql`create index user_tokens_by_user on tokens (user_id, created_at, id)
      where deleted_at is null and user_id is not null`,
    sql`create index user_tokens_revoked on tokens (created_at, id)
      where deleted_at is null and user_id is not null and revoked_at is not null`,
    sql`create index user_tokens_ending on tokens (expires_at)
      where deleted_at is null and user_id is not null and revoked_at is null`,
    sql`create index account_tokens_by_time on tokens (created_at, id)
      where deleted_at is null and service_account_id is not null`,
    sql`create index account_tokens_by_account on tokens (service_account_id, created_at, id)
      where deleted_at is null and service_account_id is not null`,
    ...(engine === 'postgres' ? postgresParts() : sqliteParts()),
  ];
}

/** User tokens that are in the lists: those of service accounts are searched and counted account by account. */
const listed = (row: string) => `(${row}.deleted_at is null and ${row}.user_id is not null)`;

function sqliteParts() {
  const revoked = (row: string) => `(${listed(row)} and ${row}.revoked_at is not null)`;
  const count = (by: (of: (row: string) => string) => string) =>
    `update user_token_counts set live = live ${by(listed)}, revoked = revoked ${by(revoked)};`;
  return [
    sql`drop table user_token_search`,
    ...sqliteTextIndex({
      table: 'tokens',
      index: 'user_token_search',
      columns: ['name_key'],
      changedBy: ['name_key', 'deleted_at'],
      holds: listed,
    }),
    sql`insert into user_token_search (rowid, name_key)
      select seq, name_key from tokens where deleted_at is null and user_id is not null`,
    ...[
      `create trigger user_tokens_counted after insert on tokens
       begin ${count((of) => `+ ${of('new')}`)} end`,
      `create trigger user_tokens_recounted after update of revoked_at, deleted_at on tokens
       begin ${count((of) => `+ ${of('new')} - ${of('old')}`)} end`,
      `create trigger user_tokens_uncounted after delete on tokens
       begin ${count((of) => `- ${of('old')}`)} end`,
    ].map((statement) => sql.raw(statement)),
  ];
}

function postgresParts() {
  const sums = (rows: string) => `select
      count(*) filter (where deleted_at is null),
      count(*) filter (where deleted_at is null and revoked_at is not null)
    from ${rows} where user_id is not null`;
  return [
    `create index user_tokens_name_search on tokens using gin (name_key gin_trgm_ops)`,
    `create or replace function count_user_tokens() returns trigger language plpgsql as $$
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
        values (pg_backend_pid() % 32, live_more - live_less, revoked_more - revoked_less)
        on conflict (slot) do update set
          live = known.live + excluded.live, revoked = known.revoked + excluded.revoked;
      end if;
      return null;
    end $$`,
    `create trigger user_tokens_counted after insert on tokens
      referencing new table as added for each statement execute function count_user_tokens()`,
    `create trigger user_tokens_recounted after update on tokens
      referencing old table as removed new table as added
      for each statement execute function count_user_tokens()`,
    `create trigger user_tokens_uncounted after delete on tokens
      referencing old table as removed for each statement execute function count_user_tokens()`,
  ].map((statement) => sql.raw(statement));
}

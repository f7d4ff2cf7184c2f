import { type Kysely, sql } from 'kysely';
import type { Schema } from '../schema.ts';
import type { Engine } from '../storage.ts';
import { countTables, postgresCounts, sqliteCounts } from './0001-counts.ts';
import { type Types, typesOf } from './engine-types.ts';
import { sqliteTextIndex } from './sqlite-text-index.ts';

export async function createAll(db: Kysely<Schema>, engine: Engine): Promise<void> {
  const t = typesOf(engine);
  const id = engine === 'postgres' ? sql`uuid primary key` : sql`text not null unique`;
  const tables = [
    ...people(t, id),
    ...credentials(t, id),
    ...record(t, id),
    ...countTables(t.text, t.int),
  ];
  for (const statement of tables) await statement.execute(db);
  const counts = engine === 'postgres' ? postgresCounts : sqliteCounts;
  for (const statement of counts()) await statement.execute(db);
  const search = engine === 'postgres' ? postgresSearch : sqliteSearch;
  for (const statement of search()) await statement.execute(db);
  const keep = engine === 'postgres' ? postgresKeepsRecord : sqliteKeepsRecord;
  for (const statement of keep()) await statement.execute(db);
}

type Id = ReturnType<typeof sql>;

function people(t: Types, id: Id) {
  return [
    sql`create table users (
      seq ${t.seq},
      id ${id},
      email ${t.text} not null,
      email_key ${t.text} not null unique,
      display_name ${t.text} not null,
      name_key ${t.text} not null,
      is_admin ${t.int} not null check (is_admin in (0, 1)),
      is_active ${t.int} not null check (is_active in (0, 1)),
      created_at ${t.int} not null,
      standing_set_at ${t.int},
      last_signed_in_at ${t.int},
      avatar_version ${t.text}
    ) ${t.strict}`,
    sql`create index users_by_name on users (name_key, id)`,
    sql`create index users_by_activity on users (is_active, name_key, id)`,
    sql`create index users_by_admin on users (is_admin, name_key, id)`,
    sql`create table user_avatars (
      user_id ${t.uuid} not null primary key references users (id),
      media_type ${t.text} not null,
      bytes ${t.bytes} not null,
      fetched_at ${t.int} not null
    ) ${t.strict}`,
  ];
}

function credentials(t: Types, id: Id) {
  return [
    sql`create table used_sign_ins (
      nonce_sha256 ${t.bytes} not null primary key,
      expires_at ${t.int} not null
    ) ${t.strict}`,
    sql`create index used_sign_ins_by_end on used_sign_ins (expires_at)`,
    sql`create table sessions (
      id ${t.uuid} not null primary key,
      user_id ${t.uuid} not null references users (id),
      via ${t.text} not null check (via in ('browser', 'api')),
      created_at ${t.int} not null,
      expires_at ${t.int} not null,
      ended_at ${t.int},
      address ${t.text},
      user_agent ${t.text}
    ) ${t.strict}`,
    sql`create index sessions_open_by_user on sessions (user_id, created_at, id) where ended_at is null`,
    sql`create table user_tokens (
      seq ${t.seq},
      id ${id},
      user_id ${t.uuid} not null references users (id),
      name ${t.text} not null,
      name_key ${t.text} not null,
      description ${t.text} not null,
      secret_sha256 ${t.bytes} not null check (length(secret_sha256) = 32),
      created_at ${t.int} not null,
      expires_at ${t.int},
      revoked_at ${t.int},
      deleted_at ${t.int},
      created_by_user_id ${t.uuid} references users (id),
      created_by_name ${t.text} not null
    ) ${t.strict}`,
    sql`create index user_tokens_by_time on user_tokens (created_at, id) where deleted_at is null`,
    sql`create index user_tokens_by_user on user_tokens (user_id, created_at, id) where deleted_at is null`,
    sql`create index user_tokens_revoked on user_tokens (created_at, id)
      where deleted_at is null and revoked_at is not null`,
    sql`create index user_tokens_ending on user_tokens (expires_at)
      where deleted_at is null and revoked_at is null`,
    sql`create table credential_usage (
      credential_id ${t.uuid} not null primary key,
      last_used_at ${t.int} not null,
      address ${t.text},
      user_agent ${t.text}
    ) ${t.strict}`,
    sql`create table signing_keys (
      id ${t.uuid} not null primary key,
      purpose ${t.text} not null unique,
      secret ${t.bytes} not null,
      created_at ${t.int} not null
    ) ${t.strict}`,
  ];
}

function record(t: Types, _id: Id) {
  return [
    sql`create table audit_events (
      id ${t.uuid} not null primary key,
      at ${t.int} not null,
      action ${t.text} not null,
      actor_kind ${t.text} not null,
      actor_id ${t.uuid},
      actor_name ${t.text} not null,
      credential_kind ${t.text},
      credential_id ${t.uuid},
      credential_name ${t.text},
      target_kind ${t.text} not null,
      target_id ${t.uuid} not null,
      target_name ${t.text} not null,
      details ${t.text} not null,
      request_id ${t.text} not null,
      address ${t.text},
      user_agent ${t.text},
      check (actor_kind <> 'user' or actor_id is not null)
    ) ${t.strict}`,
    sql`create index audit_events_by_time on audit_events (at, id)`,
    sql`create index audit_events_by_actor_kind on audit_events (actor_kind, at, id)`,
    sql`create index audit_events_by_actor on audit_events (actor_id, at, id)`,
    sql`create index audit_events_by_credential on audit_events (credential_id, at, id)`,
    sql`create index audit_events_by_action on audit_events (action, at, id)`,
    sql`create index audit_events_by_target on audit_events (target_id, at, id)`,
  ];
}

function sqliteSearch() {
  return [
    ...sqliteTextIndex({
      table: 'users',
      index: 'user_search',
      columns: ['name_key', 'email_key'],
      changedBy: ['name_key', 'email_key'],
      holds: () => 'true',
    }),
    ...sqliteTextIndex({
      table: 'user_tokens',
      index: 'user_token_search',
      columns: ['name_key'],
      changedBy: ['name_key', 'deleted_at'],
      holds: (row) => `${row}.deleted_at is null`,
    }),
  ];
}

function postgresSearch() {
  return [
    sql`create extension if not exists pg_trgm`,
    sql`create index users_name_search on users using gin (name_key gin_trgm_ops)`,
    sql`create index users_email_search on users using gin (email_key gin_trgm_ops)`,
    sql`create index user_tokens_name_search on user_tokens using gin (name_key gin_trgm_ops)`,
  ];
}

/** The record is only ever added to, whoever asks: a mistake or an intruder in the server included. */
const recordIsKept = 'audit events are never changed or removed';

function sqliteKeepsRecord() {
  return ['update', 'delete'].map((act) =>
    sql.raw(
      `create trigger audit_events_no_${act} before ${act} on audit_events begin select raise(abort, '${recordIsKept}'); end`,
    ),
  );
}

function postgresKeepsRecord() {
  return [
    sql.raw(
      `create function keep_audit_events() returns trigger language plpgsql as $$ begin raise exception '${recordIsKept}'; end $$`,
    ),
    sql.raw(
      'create trigger audit_events_kept before update or delete or truncate on audit_events for each statement execute function keep_audit_events()',
    ),
  ];
}

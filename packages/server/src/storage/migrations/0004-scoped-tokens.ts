import { type Kysely, sql } from 'kysely';
import type { Schema } from '../schema.ts';
import type { Engine } from '../storage.ts';
import { type Types, typesOf } from './engine-types.ts';

/** Scopes of tokens, their rotation and policies; entities, and the types that a site registers. */
export async function scopedTokens(db: Kysely<Schema>, engine: Engine): Promise<void> {
  const t = typesOf(engine);
  for (const statement of [...tokens(t), ...scopes(t), ...entities(t)]) await statement.execute(db);
}

function tokens(t: Types) {
  return [
    sql`alter table tokens add column access ${t.text} not null default 'full'
      check (access in ('full', 'scoped'))`,
    sql`alter table tokens add column issued_at ${t.int} not null default 0`,
    sql`alter table tokens add column updated_at ${t.int} not null default 0`,
    sql`alter table tokens add column old_secret_sha256 ${t.bytes}
      check (old_secret_sha256 is null or length(old_secret_sha256) = 32)`,
    sql`alter table tokens add column old_secret_ends_at ${t.int}`,
    sql`update tokens set issued_at = created_at, updated_at = created_at`,
    sql`create index user_tokens_scoped on tokens (created_at, id)
      where deleted_at is null and user_id is not null and access = 'scoped'`,
    sql`create table token_policies (
      resource_id ${t.uuid} not null primary key references resources (id) on delete cascade,
      max_life_days ${t.int},
      allows_never_ending ${t.int} not null check (allows_never_ending in (0, 1)),
      allows_full_access ${t.int} not null check (allows_full_access in (0, 1)),
      updated_at ${t.int} not null
    ) ${t.strict}`,
    // Answers that hold a new secret, for who lost them on the way: sealed with a key that is not here.
    sql`create table sealed_answers (
      asked_sha256 ${t.bytes} not null primary key,
      sealed ${t.bytes} not null,
      ends_at ${t.int} not null
    ) ${t.strict}`,
    sql`create index sealed_answers_ending on sealed_answers (ends_at)`,
  ];
}

function scopes(t: Types) {
  return [
    // The target is what a scope is for: an entity, all of a project, or (the site) everything.
    sql`create table token_scopes (
      id ${t.uuid} not null primary key,
      token_id ${t.uuid} not null references tokens (id) on delete cascade,
      permission ${t.text} not null,
      target_id ${t.uuid} not null references resources (id) on delete cascade,
      created_at ${t.int} not null
    ) ${t.strict}`,
    sql`create unique index token_scopes_once on token_scopes (token_id, permission, target_id)`,
    // All that is read of it, or SQLite would go along all scopes of the token in the index above.
    sql`create index token_scopes_at on token_scopes (token_id, target_id, permission)`,
    sql`create index token_scopes_of_target on token_scopes (target_id)`,
    sql`create index token_scopes_of_permission on token_scopes (permission)`,
  ];
}

function entities(t: Types) {
  return [
    sql`create table entity_types (
      id ${t.uuid} not null primary key,
      type ${t.text} not null unique,
      title ${t.text} not null,
      description ${t.text} not null,
      operations ${t.text} not null,
      created_at ${t.int} not null
    ) ${t.strict}`,
    sql`create table entities (
      entity_id ${t.uuid} not null primary key references resources (id) on delete cascade,
      metadata ${t.text} not null,
      updated_at ${t.int} not null
    ) ${t.strict}`,
    sql`create index set_permissions_by_permission on set_permissions (permission, set_id)`,
    // Whom somebody gave something, for what they shared.
    sql`create index grants_by_maker on grants (created_by_id, resource_id) where created_by_id is not null`,
  ];
}

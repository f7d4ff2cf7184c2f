-- Written by `npm run schema` from a migrated database. Compared with one in `npm test`.

CREATE TABLE audit_event_counts (
  action text not null,
  actor_kind text not null,
  slot integer not null,
  events integer not null,
  primary key (action, actor_kind, slot)
);

CREATE TABLE audit_events (
  id text not null primary key,
  at integer not null,
  action text not null,
  actor_kind text not null,
  actor_id text,
  actor_name text not null,
  credential_kind text,
  credential_id text,
  credential_name text,
  target_kind text not null,
  target_id text not null,
  target_name text not null,
  details text not null,
  request_id text not null,
  address text,
  user_agent text,
  check (actor_kind <> 'user' or actor_id is not null)
) strict;

CREATE TABLE credential_usage (
  credential_id text not null primary key,
  last_used_at integer not null,
  address text,
  user_agent text
) strict;

CREATE TABLE "migrations" ("name" varchar(255) not null primary key, "timestamp" varchar(255) not null);

CREATE TABLE "migrations_lock" ("id" varchar(255) not null primary key, "is_locked" integer default 0 not null);

CREATE TABLE sessions (
  id text not null primary key,
  user_id text not null references users (id),
  via text not null check (via in ('browser', 'api')),
  created_at integer not null,
  expires_at integer not null,
  ended_at integer,
  address text,
  user_agent text
) strict;

CREATE TABLE signing_keys (
  id text not null primary key,
  purpose text not null unique,
  secret blob not null,
  created_at integer not null
) strict;

CREATE TABLE used_sign_ins (
  nonce_sha256 blob not null primary key,
  expires_at integer not null
) strict;

CREATE TABLE user_avatars (
  user_id text not null primary key references users (id),
  media_type text not null,
  bytes blob not null,
  fetched_at integer not null
) strict;

CREATE VIRTUAL TABLE user_search using fts5 (
  name_key, email_key, content = 'users', content_rowid = 'seq', tokenize = 'trigram case_sensitive 1', detail = 'full'
);

CREATE TABLE user_token_counts (
  slot integer not null primary key,
  live integer not null,
  revoked integer not null
);

CREATE VIRTUAL TABLE user_token_search using fts5 (
  name_key, content = 'user_tokens', content_rowid = 'seq', tokenize = 'trigram case_sensitive 1', detail = 'full'
);

CREATE TABLE user_tokens (
  seq integer primary key,
  id text not null unique,
  user_id text not null references users (id),
  name text not null,
  name_key text not null,
  description text not null,
  secret_sha256 blob not null check (length(secret_sha256) = 32),
  created_at integer not null,
  expires_at integer,
  revoked_at integer,
  deleted_at integer,
  created_by_user_id text references users (id),
  created_by_name text not null
) strict;

CREATE TABLE users (
  seq integer primary key,
  id text not null unique,
  email text not null,
  email_key text not null unique,
  display_name text not null,
  name_key text not null,
  is_admin integer not null check (is_admin in (0, 1)),
  is_active integer not null check (is_active in (0, 1)),
  created_at integer not null,
  standing_set_at integer,
  last_signed_in_at integer,
  avatar_version text
) strict;

CREATE INDEX audit_events_by_action on audit_events (action, at, id);

CREATE INDEX audit_events_by_actor on audit_events (actor_id, at, id);

CREATE INDEX audit_events_by_actor_kind on audit_events (actor_kind, at, id);

CREATE INDEX audit_events_by_credential on audit_events (credential_id, at, id);

CREATE INDEX audit_events_by_target on audit_events (target_id, at, id);

CREATE INDEX audit_events_by_time on audit_events (at, id);

CREATE INDEX sessions_open_by_user on sessions (user_id, created_at, id) where ended_at is null;

CREATE INDEX used_sign_ins_by_end on used_sign_ins (expires_at);

CREATE INDEX user_tokens_by_time on user_tokens (created_at, id) where deleted_at is null;

CREATE INDEX user_tokens_by_user on user_tokens (user_id, created_at, id) where deleted_at is null;

CREATE INDEX user_tokens_ending on user_tokens (expires_at)
where deleted_at is null and revoked_at is null;

CREATE INDEX user_tokens_revoked on user_tokens (created_at, id)
where deleted_at is null and revoked_at is not null;

CREATE INDEX users_by_activity on users (is_active, name_key, id);

CREATE INDEX users_by_admin on users (is_admin, name_key, id);

CREATE INDEX users_by_name on users (name_key, id);

CREATE TRIGGER audit_events_counted after insert on audit_events begin
  insert into audit_event_counts (action, actor_kind, slot, events)
  values (new.action, new.actor_kind, 0, 1)
  on conflict (action, actor_kind, slot) do update set events = events + 1;
end;

CREATE TRIGGER audit_events_no_delete before delete on audit_events begin select raise(abort, 'audit events are never changed or removed'); end;

CREATE TRIGGER audit_events_no_update before update on audit_events begin select raise(abort, 'audit events are never changed or removed'); end;

CREATE TRIGGER user_search_added after insert on users begin insert into user_search (rowid, name_key, email_key) select new.seq, new.name_key, new.email_key where true; end;

CREATE TRIGGER user_search_changed after update of name_key, email_key on users begin insert into user_search (user_search, rowid, name_key, email_key) select 'delete', old.seq, old.name_key, old.email_key where true; insert into user_search (rowid, name_key, email_key) select new.seq, new.name_key, new.email_key where true; end;

CREATE TRIGGER user_search_removed after delete on users begin insert into user_search (user_search, rowid, name_key, email_key) select 'delete', old.seq, old.name_key, old.email_key where true; end;

CREATE TRIGGER user_token_search_added after insert on user_tokens begin insert into user_token_search (rowid, name_key) select new.seq, new.name_key where new.deleted_at is null; end;

CREATE TRIGGER user_token_search_changed after update of name_key, deleted_at on user_tokens begin insert into user_token_search (user_token_search, rowid, name_key) select 'delete', old.seq, old.name_key where old.deleted_at is null; insert into user_token_search (rowid, name_key) select new.seq, new.name_key where new.deleted_at is null; end;

CREATE TRIGGER user_token_search_removed after delete on user_tokens begin insert into user_token_search (user_token_search, rowid, name_key) select 'delete', old.seq, old.name_key where old.deleted_at is null; end;

CREATE TRIGGER user_tokens_counted after insert on user_tokens
begin update user_token_counts set live = live + (new.deleted_at is null), revoked = revoked + (new.deleted_at is null and new.revoked_at is not null); end;

CREATE TRIGGER user_tokens_recounted after update of revoked_at, deleted_at on user_tokens
begin update user_token_counts set live = live + (new.deleted_at is null) - (old.deleted_at is null), revoked = revoked + (new.deleted_at is null and new.revoked_at is not null) - (old.deleted_at is null and old.revoked_at is not null); end;

CREATE TRIGGER user_tokens_uncounted after delete on user_tokens
begin update user_token_counts set live = live - (old.deleted_at is null), revoked = revoked - (old.deleted_at is null and old.revoked_at is not null); end;

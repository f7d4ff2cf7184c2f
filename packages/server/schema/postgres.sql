-- Written by `npm run schema` from a migrated database. Compared with one in `npm test`.

CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;

CREATE FUNCTION public.count_audit_events() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
    begin
      insert into audit_event_counts as known (action, actor_kind, slot, events)
      select action, actor_kind, pg_backend_pid() % 32, count(*) from added group by action, actor_kind
      order by action, actor_kind
      on conflict (action, actor_kind, slot) do update set events = known.events + excluded.events;
      return null;
    end $$;

CREATE FUNCTION public.count_user_tokens() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
    declare
      live_more bigint := 0;
      revoked_more bigint := 0;
      live_less bigint := 0;
      revoked_less bigint := 0;
    begin
      if tg_op <> 'DELETE' then select
      count(*) filter (where deleted_at is null),
      count(*) filter (where deleted_at is null and revoked_at is not null)
    from added into live_more, revoked_more; end if;
      if tg_op <> 'INSERT' then select
      count(*) filter (where deleted_at is null),
      count(*) filter (where deleted_at is null and revoked_at is not null)
    from removed into live_less, revoked_less; end if;
      if live_more <> live_less or revoked_more <> revoked_less then
        insert into user_token_counts as known (slot, live, revoked)
        values (pg_backend_pid() % 32, live_more - live_less, revoked_more - revoked_less)
        on conflict (slot) do update set
          live = known.live + excluded.live, revoked = known.revoked + excluded.revoked;
      end if;
      return null;
    end $$;

CREATE FUNCTION public.keep_audit_events() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ begin raise exception 'audit events are never changed or removed'; end $$;

CREATE TABLE public.audit_event_counts (
    action text NOT NULL COLLATE pg_catalog."C",
    actor_kind text NOT NULL COLLATE pg_catalog."C",
    slot bigint NOT NULL,
    events bigint NOT NULL
);

CREATE TABLE public.audit_events (
    id uuid NOT NULL,
    at bigint NOT NULL,
    action text NOT NULL COLLATE pg_catalog."C",
    actor_kind text NOT NULL COLLATE pg_catalog."C",
    actor_id uuid,
    actor_name text NOT NULL COLLATE pg_catalog."C",
    credential_kind text COLLATE pg_catalog."C",
    credential_id uuid,
    credential_name text COLLATE pg_catalog."C",
    target_kind text NOT NULL COLLATE pg_catalog."C",
    target_id uuid NOT NULL,
    target_name text NOT NULL COLLATE pg_catalog."C",
    details text NOT NULL COLLATE pg_catalog."C",
    request_id text NOT NULL COLLATE pg_catalog."C",
    address text COLLATE pg_catalog."C",
    user_agent text COLLATE pg_catalog."C",
    CONSTRAINT audit_events_check CHECK (((actor_kind <> 'user'::text) OR (actor_id IS NOT NULL)))
);

CREATE TABLE public.credential_usage (
    credential_id uuid NOT NULL,
    last_used_at bigint NOT NULL,
    address text COLLATE pg_catalog."C",
    user_agent text COLLATE pg_catalog."C"
);

CREATE TABLE public.migrations (
    name character varying(255) NOT NULL,
    "timestamp" character varying(255) NOT NULL
);

CREATE TABLE public.migrations_lock (
    id character varying(255) NOT NULL,
    is_locked integer DEFAULT 0 NOT NULL
);

CREATE TABLE public.sessions (
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    via text NOT NULL COLLATE pg_catalog."C",
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    ended_at bigint,
    address text COLLATE pg_catalog."C",
    user_agent text COLLATE pg_catalog."C",
    CONSTRAINT sessions_via_check CHECK ((via = ANY (ARRAY['browser'::text, 'api'::text])))
);

CREATE TABLE public.signing_keys (
    id uuid NOT NULL,
    purpose text NOT NULL COLLATE pg_catalog."C",
    secret bytea NOT NULL,
    created_at bigint NOT NULL
);

CREATE TABLE public.used_sign_ins (
    nonce_sha256 bytea NOT NULL,
    expires_at bigint NOT NULL
);

CREATE TABLE public.user_avatars (
    user_id uuid NOT NULL,
    media_type text NOT NULL COLLATE pg_catalog."C",
    bytes bytea NOT NULL,
    fetched_at bigint NOT NULL
);

CREATE TABLE public.user_token_counts (
    slot bigint NOT NULL,
    live bigint NOT NULL,
    revoked bigint NOT NULL
);

CREATE TABLE public.user_tokens (
    seq bigint NOT NULL,
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    name_key text NOT NULL COLLATE pg_catalog."C",
    description text NOT NULL COLLATE pg_catalog."C",
    secret_sha256 bytea NOT NULL,
    created_at bigint NOT NULL,
    expires_at bigint,
    revoked_at bigint,
    deleted_at bigint,
    created_by_user_id uuid,
    created_by_name text NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT user_tokens_secret_sha256_check CHECK ((length(secret_sha256) = 32))
);

ALTER TABLE public.user_tokens ALTER COLUMN seq ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.user_tokens_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.users (
    seq bigint NOT NULL,
    id uuid NOT NULL,
    email text NOT NULL COLLATE pg_catalog."C",
    email_key text NOT NULL COLLATE pg_catalog."C",
    display_name text NOT NULL COLLATE pg_catalog."C",
    name_key text NOT NULL COLLATE pg_catalog."C",
    is_admin bigint NOT NULL,
    is_active bigint NOT NULL,
    created_at bigint NOT NULL,
    standing_set_at bigint,
    last_signed_in_at bigint,
    avatar_version text COLLATE pg_catalog."C",
    CONSTRAINT users_is_active_check CHECK ((is_active = ANY (ARRAY[(0)::bigint, (1)::bigint]))),
    CONSTRAINT users_is_admin_check CHECK ((is_admin = ANY (ARRAY[(0)::bigint, (1)::bigint])))
);

ALTER TABLE public.users ALTER COLUMN seq ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.users_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE ONLY public.audit_event_counts
    ADD CONSTRAINT audit_event_counts_pkey PRIMARY KEY (action, actor_kind, slot);

ALTER TABLE ONLY public.audit_events
    ADD CONSTRAINT audit_events_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.credential_usage
    ADD CONSTRAINT credential_usage_pkey PRIMARY KEY (credential_id);

ALTER TABLE ONLY public.migrations_lock
    ADD CONSTRAINT migrations_lock_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.migrations
    ADD CONSTRAINT migrations_pkey PRIMARY KEY (name);

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.signing_keys
    ADD CONSTRAINT signing_keys_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.signing_keys
    ADD CONSTRAINT signing_keys_purpose_key UNIQUE (purpose);

ALTER TABLE ONLY public.used_sign_ins
    ADD CONSTRAINT used_sign_ins_pkey PRIMARY KEY (nonce_sha256);

ALTER TABLE ONLY public.user_avatars
    ADD CONSTRAINT user_avatars_pkey PRIMARY KEY (user_id);

ALTER TABLE ONLY public.user_token_counts
    ADD CONSTRAINT user_token_counts_pkey PRIMARY KEY (slot);

ALTER TABLE ONLY public.user_tokens
    ADD CONSTRAINT user_tokens_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_email_key_key UNIQUE (email_key);

ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_pkey PRIMARY KEY (id);

CREATE INDEX audit_events_by_action ON public.audit_events USING btree (action, at, id);

CREATE INDEX audit_events_by_actor ON public.audit_events USING btree (actor_id, at, id);

CREATE INDEX audit_events_by_actor_kind ON public.audit_events USING btree (actor_kind, at, id);

CREATE INDEX audit_events_by_credential ON public.audit_events USING btree (credential_id, at, id);

CREATE INDEX audit_events_by_target ON public.audit_events USING btree (target_id, at, id);

CREATE INDEX audit_events_by_time ON public.audit_events USING btree (at, id);

CREATE INDEX sessions_open_by_user ON public.sessions USING btree (user_id, created_at, id) WHERE (ended_at IS NULL);

CREATE INDEX used_sign_ins_by_end ON public.used_sign_ins USING btree (expires_at);

CREATE INDEX user_tokens_by_time ON public.user_tokens USING btree (created_at, id) WHERE (deleted_at IS NULL);

CREATE INDEX user_tokens_by_user ON public.user_tokens USING btree (user_id, created_at, id) WHERE (deleted_at IS NULL);

CREATE INDEX user_tokens_ending ON public.user_tokens USING btree (expires_at) WHERE ((deleted_at IS NULL) AND (revoked_at IS NULL));

CREATE INDEX user_tokens_name_search ON public.user_tokens USING gin (name_key public.gin_trgm_ops);

CREATE INDEX user_tokens_revoked ON public.user_tokens USING btree (created_at, id) WHERE ((deleted_at IS NULL) AND (revoked_at IS NOT NULL));

CREATE INDEX users_by_activity ON public.users USING btree (is_active, name_key, id);

CREATE INDEX users_by_admin ON public.users USING btree (is_admin, name_key, id);

CREATE INDEX users_by_name ON public.users USING btree (name_key, id);

CREATE INDEX users_email_search ON public.users USING gin (email_key public.gin_trgm_ops);

CREATE INDEX users_name_search ON public.users USING gin (name_key public.gin_trgm_ops);

CREATE TRIGGER audit_events_counted AFTER INSERT ON public.audit_events REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.count_audit_events();

CREATE TRIGGER audit_events_kept BEFORE DELETE OR UPDATE OR TRUNCATE ON public.audit_events FOR EACH STATEMENT EXECUTE FUNCTION public.keep_audit_events();

CREATE TRIGGER user_tokens_counted AFTER INSERT ON public.user_tokens REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.count_user_tokens();

CREATE TRIGGER user_tokens_recounted AFTER UPDATE ON public.user_tokens REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.count_user_tokens();

CREATE TRIGGER user_tokens_uncounted AFTER DELETE ON public.user_tokens REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION public.count_user_tokens();

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id);

ALTER TABLE ONLY public.user_avatars
    ADD CONSTRAINT user_avatars_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id);

ALTER TABLE ONLY public.user_tokens
    ADD CONSTRAINT user_tokens_created_by_user_id_fkey FOREIGN KEY (created_by_user_id) REFERENCES public.users(id);

ALTER TABLE ONLY public.user_tokens
    ADD CONSTRAINT user_tokens_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id);

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

CREATE FUNCTION public.count_resources() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
    declare
      change bigint := case tg_op when 'INSERT' then 1 else -1 end;
    begin
      insert into resource_counts as known (type, slot, resources)
      select type, pg_backend_pid() % 32, change * count(*) from changed group by type order by type
      on conflict (type, slot) do update set resources = known.resources + excluded.resources;
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
    from added where user_id is not null into live_more, revoked_more; end if;
      if tg_op <> 'INSERT' then select
      count(*) filter (where deleted_at is null),
      count(*) filter (where deleted_at is null and revoked_at is not null)
    from removed where user_id is not null into live_less, revoked_less; end if;
      if live_more <> live_less or revoked_more <> revoked_less then
        insert into user_token_counts as known (slot, live, revoked)
        values (pg_backend_pid() % 32, live_more - live_less, revoked_more - revoked_less)
        on conflict (slot) do update set
          live = known.live + excluded.live, revoked = known.revoked + excluded.revoked;
      end if;
      return null;
    end $$;

CREATE FUNCTION public.feed_deployment_tokens_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ begin
      perform tell_feed(case when count(*) > 1000 then '*' else string_agg(distinct o.id::text, ' ') end) from removed o having count(*) > 0;
      return null;
    end $$;

CREATE FUNCTION public.feed_deployment_tokens_truncate() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ begin
      perform tell_feed('*');
      return null;
    end $$;

CREATE FUNCTION public.feed_deployment_tokens_update() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ begin
      perform tell_feed(case when count(*) > 1000 then '*' else string_agg(distinct o.id::text, ' ') end) from removed o join added n on o.id = n.id where o.secret_sha256 is distinct from n.secret_sha256 or o.expires_at is distinct from n.expires_at or o.revoked_at is distinct from n.revoked_at having count(*) > 0;
      return null;
    end $$;

CREATE FUNCTION public.feed_deployments_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ begin
      perform tell_feed(case when count(*) > 1000 then '*' else string_agg(distinct o.id::text, ' ') end) from removed o having count(*) > 0;
      return null;
    end $$;

CREATE FUNCTION public.feed_deployments_truncate() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ begin
      perform tell_feed('*');
      return null;
    end $$;

CREATE FUNCTION public.feed_deployments_update() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ begin
      perform tell_feed(case when count(*) > 1000 then '*' else string_agg(distinct o.id::text, ' ') end) from removed o join added n on o.id = n.id where o.is_enabled is distinct from n.is_enabled or o.deleting_at is distinct from n.deleting_at having count(*) > 0;
      return null;
    end $$;

CREATE FUNCTION public.feed_entity_types_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ begin
      perform tell_feed('*') from removed o having count(*) > 0;
      return null;
    end $$;

CREATE FUNCTION public.feed_entity_types_insert() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ begin
      perform tell_feed('*') from added n having count(*) > 0;
      return null;
    end $$;

CREATE FUNCTION public.feed_entity_types_truncate() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ begin
      perform tell_feed('*');
      return null;
    end $$;

CREATE FUNCTION public.feed_entity_types_update() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ begin
      perform tell_feed('*') from (select * from removed union all select * from added) o having count(*) > 0;
      return null;
    end $$;

CREATE FUNCTION public.feed_grants_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ begin
      perform tell_feed(case when count(*) > 1000 then '*' else string_agg(distinct o.principal_id::text, ' ') end) from removed o having count(*) > 0;
      return null;
    end $$;

CREATE FUNCTION public.feed_grants_insert() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ begin
      perform tell_feed(case when count(*) > 1000 then '*' else string_agg(distinct n.principal_id::text, ' ') end) from added n having count(*) > 0;
      return null;
    end $$;

CREATE FUNCTION public.feed_grants_truncate() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ begin
      perform tell_feed('*');
      return null;
    end $$;

CREATE FUNCTION public.feed_grants_update() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ begin
      perform tell_feed(case when count(*) > 1000 then '*' else string_agg(distinct o.principal_id::text, ' ') end) from (select * from removed union all select * from added) o having count(*) > 0;
      return null;
    end $$;

CREATE FUNCTION public.feed_resources_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ begin
      perform tell_feed(case when count(*) > 1000 then '*' else string_agg(distinct o.id::text, ' ') end) from removed o having count(*) > 0;
      return null;
    end $$;

CREATE FUNCTION public.feed_resources_truncate() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ begin
      perform tell_feed('*');
      return null;
    end $$;

CREATE FUNCTION public.feed_resources_update() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ begin
      perform tell_feed(case when count(*) > 1000 then '*' else string_agg(distinct o.id::text, ' ') end) from removed o join added n on o.id = n.id where o.type is distinct from n.type or o.parent_id is distinct from n.parent_id or o.organization_id is distinct from n.organization_id or o.project_id is distinct from n.project_id or o.env_id is distinct from n.env_id or o.kind_id is distinct from n.kind_id or o.name is distinct from n.name having count(*) > 0;
      return null;
    end $$;

CREATE FUNCTION public.feed_service_accounts_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ begin
      perform tell_feed(case when count(*) > 1000 then '*' else string_agg(distinct o.id::text, ' ') end) from removed o having count(*) > 0;
      return null;
    end $$;

CREATE FUNCTION public.feed_service_accounts_truncate() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ begin
      perform tell_feed('*');
      return null;
    end $$;

CREATE FUNCTION public.feed_service_accounts_update() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ begin
      perform tell_feed(case when count(*) > 1000 then '*' else string_agg(distinct o.id::text, ' ') end) from removed o join added n on o.id = n.id where o.is_enabled is distinct from n.is_enabled or o.expires_at is distinct from n.expires_at or o.deleted_at is distinct from n.deleted_at or o.home_id is distinct from n.home_id or o.name is distinct from n.name having count(*) > 0;
      return null;
    end $$;

CREATE FUNCTION public.feed_sessions_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ begin
      perform tell_feed(case when count(*) > 1000 then '*' else string_agg(distinct o.id::text, ' ') end) from removed o having count(*) > 0;
      return null;
    end $$;

CREATE FUNCTION public.feed_sessions_truncate() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ begin
      perform tell_feed('*');
      return null;
    end $$;

CREATE FUNCTION public.feed_sessions_update() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ begin
      perform tell_feed(case when count(*) > 1000 then '*' else string_agg(distinct o.id::text, ' ') end) from removed o join added n on o.id = n.id where o.expires_at is distinct from n.expires_at or o.ended_at is distinct from n.ended_at having count(*) > 0;
      return null;
    end $$;

CREATE FUNCTION public.feed_set_permissions_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ begin
      perform tell_feed(case when count(*) > 1000 then '*' else string_agg(distinct o.set_id::text, ' ') end) from removed o having count(*) > 0;
      return null;
    end $$;

CREATE FUNCTION public.feed_set_permissions_insert() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ begin
      perform tell_feed(case when count(*) > 1000 then '*' else string_agg(distinct n.set_id::text, ' ') end) from added n having count(*) > 0;
      return null;
    end $$;

CREATE FUNCTION public.feed_set_permissions_truncate() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ begin
      perform tell_feed('*');
      return null;
    end $$;

CREATE FUNCTION public.feed_set_permissions_update() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ begin
      perform tell_feed(case when count(*) > 1000 then '*' else string_agg(distinct o.set_id::text, ' ') end) from (select * from removed union all select * from added) o having count(*) > 0;
      return null;
    end $$;

CREATE FUNCTION public.feed_token_policies_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ begin
      perform tell_feed('*') from removed o having count(*) > 0;
      return null;
    end $$;

CREATE FUNCTION public.feed_token_policies_insert() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ begin
      perform tell_feed('*') from added n having count(*) > 0;
      return null;
    end $$;

CREATE FUNCTION public.feed_token_policies_truncate() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ begin
      perform tell_feed('*');
      return null;
    end $$;

CREATE FUNCTION public.feed_token_policies_update() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ begin
      perform tell_feed('*') from (select * from removed union all select * from added) o having count(*) > 0;
      return null;
    end $$;

CREATE FUNCTION public.feed_token_scopes_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ begin
      perform tell_feed(case when count(*) > 1000 then '*' else string_agg(distinct o.token_id::text, ' ') end) from removed o having count(*) > 0;
      return null;
    end $$;

CREATE FUNCTION public.feed_token_scopes_insert() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ begin
      perform tell_feed(case when count(*) > 1000 then '*' else string_agg(distinct n.token_id::text, ' ') end) from added n having count(*) > 0;
      return null;
    end $$;

CREATE FUNCTION public.feed_token_scopes_truncate() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ begin
      perform tell_feed('*');
      return null;
    end $$;

CREATE FUNCTION public.feed_token_scopes_update() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ begin
      perform tell_feed(case when count(*) > 1000 then '*' else string_agg(distinct o.token_id::text, ' ') end) from (select * from removed union all select * from added) o having count(*) > 0;
      return null;
    end $$;

CREATE FUNCTION public.feed_tokens_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ begin
      perform tell_feed(case when count(*) > 1000 then '*' else string_agg(distinct o.id::text, ' ') end) from removed o having count(*) > 0;
      return null;
    end $$;

CREATE FUNCTION public.feed_tokens_truncate() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ begin
      perform tell_feed('*');
      return null;
    end $$;

CREATE FUNCTION public.feed_tokens_update() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ begin
      perform tell_feed(case when count(*) > 1000 then '*' else string_agg(distinct o.id::text, ' ') end) from removed o join added n on o.id = n.id where o.secret_sha256 is distinct from n.secret_sha256 or o.expires_at is distinct from n.expires_at or o.revoked_at is distinct from n.revoked_at or o.deleted_at is distinct from n.deleted_at or o.access is distinct from n.access or o.old_secret_sha256 is distinct from n.old_secret_sha256 or o.old_secret_ends_at is distinct from n.old_secret_ends_at or o.name is distinct from n.name having count(*) > 0;
      return null;
    end $$;

CREATE FUNCTION public.feed_users_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ begin
      perform tell_feed(case when count(*) > 1000 then '*' else string_agg(distinct o.id::text, ' ') end) from removed o having count(*) > 0;
      return null;
    end $$;

CREATE FUNCTION public.feed_users_truncate() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ begin
      perform tell_feed('*');
      return null;
    end $$;

CREATE FUNCTION public.feed_users_update() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ begin
      perform tell_feed(case when count(*) > 1000 then '*' else string_agg(distinct o.id::text, ' ') end) from removed o join added n on o.id = n.id where o.is_admin is distinct from n.is_admin or o.is_active is distinct from n.is_active or o.email is distinct from n.email or o.display_name is distinct from n.display_name having count(*) > 0;
      return null;
    end $$;

CREATE FUNCTION public.keep_audit_events() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ begin raise exception 'audit events are never changed or removed'; end $$;

CREATE FUNCTION public.move_grants() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
      begin
        update grants set organization_id = new.organization_id where resource_id = new.id;
        return null;
      end $$;

CREATE FUNCTION public.place_in_feed() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
    declare
      place bigint;
    begin
      update feed_head set seq = seq + 1 returning seq into place;
      update feed set seq = place where id = new.id;
      perform pg_notify('keywright_feed', '');
      return null;
    end $$;

CREATE FUNCTION public.remove_permission_set() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
      begin delete from set_permissions where set_id = old.id; return null; end $$;

CREATE FUNCTION public.tell_feed(told text) RETURNS void
    LANGUAGE sql
    AS $$
      insert into feed (change_id, keys, at) values (
        nullif(current_setting('keywright.change_id', true), '')::uuid, told,
        (extract(epoch from clock_timestamp()) * 1000)::bigint)
    $$;

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

CREATE TABLE public.cli_codes (
    code_sha256 bytea NOT NULL,
    challenge text NOT NULL COLLATE pg_catalog."C",
    redirect_uri text NOT NULL COLLATE pg_catalog."C",
    device_name text NOT NULL COLLATE pg_catalog."C",
    user_id uuid NOT NULL,
    approved_by uuid NOT NULL,
    expires_at bigint NOT NULL,
    session_id uuid,
    CONSTRAINT cli_codes_challenge_check CHECK ((length(challenge) = 43)),
    CONSTRAINT cli_codes_code_sha256_check CHECK ((length(code_sha256) = 32))
);

CREATE TABLE public.credential_usage (
    credential_id uuid NOT NULL,
    last_used_at bigint NOT NULL,
    address text COLLATE pg_catalog."C",
    user_agent text COLLATE pg_catalog."C"
);

CREATE TABLE public.deployment_tasks (
    id uuid NOT NULL,
    created_at bigint NOT NULL,
    execute_at bigint NOT NULL,
    first_attempted_at bigint,
    started_at bigint,
    finished_at bigint,
    deployment_id uuid NOT NULL,
    deployment_name text NOT NULL COLLATE pg_catalog."C",
    kind_id uuid NOT NULL,
    kind_name text NOT NULL COLLATE pg_catalog."C",
    env_id uuid NOT NULL,
    env_name text NOT NULL COLLATE pg_catalog."C",
    cluster_id uuid NOT NULL,
    namespace text NOT NULL COLLATE pg_catalog."C",
    operation_name text NOT NULL COLLATE pg_catalog."C",
    operation text NOT NULL COLLATE pg_catalog."C",
    hidden_inputs text NOT NULL COLLATE pg_catalog."C",
    status text NOT NULL COLLATE pg_catalog."C",
    reason text COLLATE pg_catalog."C",
    acting_user_id uuid,
    acting_bot_id uuid,
    acting_deployment_id uuid,
    acting_name text NOT NULL COLLATE pg_catalog."C",
    credential_kind text NOT NULL COLLATE pg_catalog."C",
    credential_id uuid NOT NULL,
    credential_name text NOT NULL COLLATE pg_catalog."C",
    canceled_by_user_id uuid,
    canceled_by_bot_id uuid,
    canceled_by_deployment_id uuid,
    canceled_by_name text COLLATE pg_catalog."C",
    canceled_credential_kind text COLLATE pg_catalog."C",
    canceled_credential_id uuid,
    canceled_credential_name text COLLATE pg_catalog."C",
    webhook_id uuid,
    attempts bigint NOT NULL,
    lease_id uuid,
    lease_ends_at bigint,
    response text COLLATE pg_catalog."C",
    output_bytes bigint NOT NULL,
    is_output_cut bigint NOT NULL,
    CONSTRAINT deployment_tasks_check CHECK ((((
CASE
    WHEN (acting_user_id IS NULL) THEN 0
    ELSE 1
END +
CASE
    WHEN (acting_bot_id IS NULL) THEN 0
    ELSE 1
END) +
CASE
    WHEN (acting_deployment_id IS NULL) THEN 0
    ELSE 1
END) = 1)),
    CONSTRAINT deployment_tasks_check1 CHECK ((((
CASE
    WHEN (canceled_by_user_id IS NULL) THEN 0
    ELSE 1
END +
CASE
    WHEN (canceled_by_bot_id IS NULL) THEN 0
    ELSE 1
END) +
CASE
    WHEN (canceled_by_deployment_id IS NULL) THEN 0
    ELSE 1
END) =
CASE
    WHEN (status = 'Canceled'::text) THEN 1
    ELSE 0
END)),
    CONSTRAINT deployment_tasks_check2 CHECK (((canceled_by_name IS NULL) = (status <> 'Canceled'::text))),
    CONSTRAINT deployment_tasks_check3 CHECK (((canceled_credential_id IS NULL) = (status <> 'Canceled'::text))),
    CONSTRAINT deployment_tasks_check4 CHECK (((finished_at IS NULL) = (status = ANY (ARRAY['Pending'::text, 'Started'::text])))),
    CONSTRAINT deployment_tasks_check5 CHECK (((lease_ends_at IS NULL) = (status <> 'Started'::text))),
    CONSTRAINT deployment_tasks_is_output_cut_check CHECK ((is_output_cut = ANY (ARRAY[(0)::bigint, (1)::bigint]))),
    CONSTRAINT deployment_tasks_operation_name_check CHECK ((operation_name = ANY (ARRAY['Install'::text, 'Upgrade'::text, 'Reinstall'::text, 'Recreate'::text, 'Uninstall'::text, 'InvokeAction'::text, 'RestartK8sResource'::text]))),
    CONSTRAINT deployment_tasks_status_check CHECK ((status = ANY (ARRAY['Pending'::text, 'Started'::text, 'Failed'::text, 'Canceled'::text, 'Done'::text])))
);

CREATE TABLE public.deployment_tokens (
    id uuid NOT NULL,
    deployment_id uuid NOT NULL,
    secret_sha256 bytea NOT NULL,
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    revoked_at bigint,
    CONSTRAINT deployment_tokens_secret_sha256_check CHECK ((length(secret_sha256) = 32))
);

CREATE TABLE public.deployment_webhooks (
    id uuid NOT NULL,
    deployment_id uuid NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    sibling_key text NOT NULL COLLATE pg_catalog."C",
    operation_name text NOT NULL COLLATE pg_catalog."C",
    operation text NOT NULL COLLATE pg_catalog."C",
    hidden_inputs text NOT NULL COLLATE pg_catalog."C",
    takes_body bigint NOT NULL,
    created_at bigint NOT NULL,
    created_by_kind text NOT NULL COLLATE pg_catalog."C",
    created_by_id uuid,
    created_by_name text NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT deployment_webhooks_created_by_kind_check CHECK ((created_by_kind = ANY (ARRAY['user'::text, 'service_account'::text, 'deployment'::text, 'operator'::text, 'system'::text]))),
    CONSTRAINT deployment_webhooks_operation_name_check CHECK ((operation_name = ANY (ARRAY['Install'::text, 'Upgrade'::text, 'Reinstall'::text, 'Recreate'::text, 'Uninstall'::text, 'InvokeAction'::text, 'RestartK8sResource'::text]))),
    CONSTRAINT deployment_webhooks_takes_body_check CHECK ((takes_body = ANY (ARRAY[(0)::bigint, (1)::bigint])))
);

CREATE TABLE public.deployments (
    id uuid NOT NULL,
    cluster_id uuid NOT NULL,
    helm_chart_id uuid NOT NULL,
    is_enabled bigint NOT NULL,
    status text NOT NULL COLLATE pg_catalog."C",
    reason text COLLATE pg_catalog."C",
    description_md text COLLATE pg_catalog."C",
    revision_id uuid,
    reported_status text COLLATE pg_catalog."C",
    config text NOT NULL COLLATE pg_catalog."C",
    values_override text NOT NULL COLLATE pg_catalog."C",
    namespace text NOT NULL COLLATE pg_catalog."C",
    deleting_at bigint,
    CONSTRAINT deployments_is_enabled_check CHECK ((is_enabled = ANY (ARRAY[(0)::bigint, (1)::bigint]))),
    CONSTRAINT deployments_status_check CHECK ((status = ANY (ARRAY['Unknown'::text, 'Installing'::text, 'Renaming'::text, 'Upgrading'::text, 'Running'::text, 'Error'::text, 'Uninstalling'::text, 'Uninstalled'::text, 'Deleting'::text])))
);

CREATE TABLE public.device_sign_ins (
    device_code_sha256 bytea NOT NULL,
    user_code_sha256 bytea NOT NULL,
    device_name text NOT NULL COLLATE pg_catalog."C",
    address text COLLATE pg_catalog."C",
    user_agent text COLLATE pg_catalog."C",
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    interval_ms bigint NOT NULL,
    polled_at bigint,
    decision text COLLATE pg_catalog."C",
    user_id uuid,
    decided_by uuid,
    session_id uuid,
    CONSTRAINT device_sign_ins_check CHECK ((((decision IS NULL) = (user_id IS NULL)) AND ((decision IS NULL) = (decided_by IS NULL)))),
    CONSTRAINT device_sign_ins_decision_check CHECK ((decision = ANY (ARRAY['approve'::text, 'refuse'::text]))),
    CONSTRAINT device_sign_ins_device_code_sha256_check CHECK ((length(device_code_sha256) = 32)),
    CONSTRAINT device_sign_ins_user_code_sha256_check CHECK ((length(user_code_sha256) = 32))
);

CREATE TABLE public.entities (
    entity_id uuid NOT NULL,
    metadata text NOT NULL COLLATE pg_catalog."C",
    updated_at bigint NOT NULL
);

CREATE TABLE public.entity_types (
    id uuid NOT NULL,
    type text NOT NULL COLLATE pg_catalog."C",
    title text NOT NULL COLLATE pg_catalog."C",
    description text NOT NULL COLLATE pg_catalog."C",
    operations text NOT NULL COLLATE pg_catalog."C",
    created_at bigint NOT NULL
);

CREATE TABLE public.env_settings (
    env_id uuid NOT NULL,
    node_selector text NOT NULL COLLATE pg_catalog."C",
    tolerations text NOT NULL COLLATE pg_catalog."C",
    auto_add_new_users bigint NOT NULL,
    CONSTRAINT env_settings_auto_add_new_users_check CHECK ((auto_add_new_users = ANY (ARRAY[(0)::bigint, (1)::bigint])))
);

CREATE TABLE public.feed (
    id bigint NOT NULL,
    seq bigint,
    change_id uuid,
    keys text NOT NULL COLLATE pg_catalog."C",
    at bigint NOT NULL
);

CREATE TABLE public.feed_head (
    only_row bigint NOT NULL,
    seq bigint NOT NULL,
    epoch bigint NOT NULL,
    CONSTRAINT feed_head_only_row_check CHECK ((only_row = 1))
)
WITH (fillfactor='10');

ALTER TABLE public.feed ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.feed_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.grants (
    id uuid NOT NULL,
    principal_kind text NOT NULL COLLATE pg_catalog."C",
    principal_id uuid NOT NULL,
    role_id uuid,
    set_id uuid NOT NULL,
    lists bigint NOT NULL,
    resource_id uuid NOT NULL,
    resource_type text NOT NULL COLLATE pg_catalog."C",
    organization_id uuid,
    project_id uuid,
    kind_id uuid,
    ends_at bigint,
    created_at bigint NOT NULL,
    created_by_kind text NOT NULL COLLATE pg_catalog."C",
    created_by_id uuid,
    created_by_name text NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT grants_check CHECK ((set_id = COALESCE(role_id, id))),
    CONSTRAINT grants_created_by_kind_check CHECK ((created_by_kind = ANY (ARRAY['user'::text, 'service_account'::text, 'deployment'::text, 'operator'::text, 'system'::text]))),
    CONSTRAINT grants_principal_kind_check CHECK ((principal_kind = ANY (ARRAY['user'::text, 'service_account'::text, 'deployment'::text])))
);

CREATE TABLE public.helm_charts (
    id uuid NOT NULL,
    kind_id uuid NOT NULL,
    image_digest text NOT NULL COLLATE pg_catalog."C",
    image_tag text NOT NULL COLLATE pg_catalog."C",
    is_available bigint NOT NULL,
    values_ui text NOT NULL COLLATE pg_catalog."C",
    actions_schema text NOT NULL COLLATE pg_catalog."C",
    features text NOT NULL COLLATE pg_catalog."C",
    resource_types text NOT NULL COLLATE pg_catalog."C",
    error text COLLATE pg_catalog."C",
    parsed_version text COLLATE pg_catalog."C",
    parsed_revision text COLLATE pg_catalog."C",
    parsed_branch text COLLATE pg_catalog."C",
    parsed_commit text COLLATE pg_catalog."C",
    created_at bigint NOT NULL,
    CONSTRAINT helm_charts_is_available_check CHECK ((is_available = ANY (ARRAY[(0)::bigint, (1)::bigint])))
);

CREATE TABLE public.k8s_clusters (
    id uuid NOT NULL,
    env_id uuid NOT NULL,
    provider_id text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    name_key text NOT NULL COLLATE pg_catalog."C",
    region_name text NOT NULL COLLATE pg_catalog."C",
    runner_kind text NOT NULL COLLATE pg_catalog."C",
    runner_id uuid NOT NULL,
    runner_name text NOT NULL COLLATE pg_catalog."C",
    last_seen_at bigint NOT NULL,
    is_ok bigint NOT NULL,
    not_ok_reason text COLLATE pg_catalog."C",
    is_ignored bigint NOT NULL,
    ingress_domain text COLLATE pg_catalog."C",
    ingress_class text COLLATE pg_catalog."C",
    ingress_tls_secret_name text COLLATE pg_catalog."C",
    grafana_url text COLLATE pg_catalog."C",
    grafana_datasource_name text COLLATE pg_catalog."C",
    created_at bigint NOT NULL,
    CONSTRAINT k8s_clusters_is_ignored_check CHECK ((is_ignored = ANY (ARRAY[(0)::bigint, (1)::bigint]))),
    CONSTRAINT k8s_clusters_is_ok_check CHECK ((is_ok = ANY (ARRAY[(0)::bigint, (1)::bigint]))),
    CONSTRAINT k8s_clusters_runner_kind_check CHECK ((runner_kind = ANY (ARRAY['user'::text, 'service_account'::text, 'deployment'::text])))
);

CREATE TABLE public.k8s_resources (
    id uuid NOT NULL,
    deployment_id uuid NOT NULL,
    cluster_id uuid NOT NULL,
    kind text NOT NULL COLLATE pg_catalog."C",
    api_version text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    name_key text NOT NULL COLLATE pg_catalog."C",
    status_color text NOT NULL COLLATE pg_catalog."C",
    metadata text NOT NULL COLLATE pg_catalog."C",
    last_updated_at bigint NOT NULL
);

CREATE TABLE public.members (
    incarnation uuid NOT NULL,
    label text NOT NULL COLLATE pg_catalog."C",
    version text NOT NULL COLLATE pg_catalog."C",
    beat bigint NOT NULL,
    applied_term text NOT NULL COLLATE pg_catalog."C",
    applied bigint NOT NULL,
    verifiers bigint NOT NULL,
    joined_at bigint NOT NULL,
    renewed_at bigint NOT NULL
)
WITH (fillfactor='40');

CREATE TABLE public.migrations (
    name character varying(255) NOT NULL,
    "timestamp" character varying(255) NOT NULL
);

CREATE TABLE public.migrations_lock (
    id character varying(255) NOT NULL,
    is_locked integer DEFAULT 0 NOT NULL
);

CREATE TABLE public.permission_uses (
    token_id uuid NOT NULL,
    permission text NOT NULL COLLATE pg_catalog."C",
    last_used_at bigint NOT NULL
);

CREATE TABLE public.resource_counts (
    type text NOT NULL COLLATE pg_catalog."C",
    slot bigint NOT NULL,
    resources bigint NOT NULL
);

CREATE TABLE public.resources (
    seq bigint NOT NULL,
    id uuid NOT NULL,
    type text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    name_key text NOT NULL COLLATE pg_catalog."C",
    sibling_key text NOT NULL COLLATE pg_catalog."C",
    parent_id uuid,
    organization_id uuid,
    project_id uuid,
    env_id uuid,
    kind_id uuid,
    created_at bigint NOT NULL,
    CONSTRAINT resources_check CHECK (((parent_id IS NULL) = (type = 'site'::text))),
    CONSTRAINT resources_check1 CHECK (((type <> ALL (ARRAY['organization'::text, 'project'::text, 'env'::text])) OR (organization_id IS NOT NULL))),
    CONSTRAINT resources_check2 CHECK (((type <> ALL (ARRAY['project'::text, 'env'::text])) OR (project_id IS NOT NULL))),
    CONSTRAINT resources_check3 CHECK (((type <> 'organization'::text) OR (organization_id = id))),
    CONSTRAINT resources_check4 CHECK (((type <> 'project'::text) OR (project_id = id))),
    CONSTRAINT resources_check5 CHECK (((type <> 'env'::text) OR (env_id = id)))
);

ALTER TABLE public.resources ALTER COLUMN seq ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.resources_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.roles (
    id uuid NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    name_key text NOT NULL COLLATE pg_catalog."C",
    sibling_key text NOT NULL COLLATE pg_catalog."C",
    description text NOT NULL COLLATE pg_catalog."C",
    home_id uuid,
    created_at bigint NOT NULL
);

CREATE TABLE public.sealed_answers (
    asked_sha256 bytea NOT NULL,
    sealed bytea NOT NULL,
    ends_at bigint NOT NULL
);

CREATE TABLE public.service_accounts (
    seq bigint NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    name_key text NOT NULL COLLATE pg_catalog."C",
    sibling_key text NOT NULL COLLATE pg_catalog."C",
    description text NOT NULL COLLATE pg_catalog."C",
    home_id uuid,
    is_enabled bigint NOT NULL,
    expires_at bigint,
    created_at bigint NOT NULL,
    deleted_at bigint,
    created_by_kind text NOT NULL COLLATE pg_catalog."C",
    created_by_id uuid,
    created_by_name text NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT service_accounts_check CHECK (((home_id IS NULL) = (deleted_at IS NOT NULL))),
    CONSTRAINT service_accounts_created_by_kind_check CHECK ((created_by_kind = ANY (ARRAY['user'::text, 'service_account'::text, 'deployment'::text, 'operator'::text, 'system'::text]))),
    CONSTRAINT service_accounts_is_enabled_check CHECK ((is_enabled = ANY (ARRAY[(0)::bigint, (1)::bigint])))
);

ALTER TABLE public.service_accounts ALTER COLUMN seq ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.service_accounts_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
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
    device_name text COLLATE pg_catalog."C",
    CONSTRAINT sessions_via_check CHECK ((via = ANY (ARRAY['browser'::text, 'api'::text])))
);

CREATE TABLE public.set_permissions (
    set_id uuid NOT NULL,
    permission text NOT NULL COLLATE pg_catalog."C"
);

CREATE TABLE public.signing_keys (
    id uuid NOT NULL,
    purpose text NOT NULL COLLATE pg_catalog."C",
    secret bytea NOT NULL,
    created_at bigint NOT NULL
);

CREATE TABLE public.task_outputs (
    task_id uuid NOT NULL,
    seq bigint NOT NULL,
    text text NOT NULL COLLATE pg_catalog."C"
);

CREATE TABLE public.token_policies (
    resource_id uuid NOT NULL,
    max_life_days bigint,
    allows_never_ending bigint NOT NULL,
    allows_full_access bigint NOT NULL,
    updated_at bigint NOT NULL,
    max_requests_per_minute bigint,
    CONSTRAINT token_policies_allows_full_access_check CHECK ((allows_full_access = ANY (ARRAY[(0)::bigint, (1)::bigint]))),
    CONSTRAINT token_policies_allows_never_ending_check CHECK ((allows_never_ending = ANY (ARRAY[(0)::bigint, (1)::bigint])))
);

CREATE TABLE public.token_scopes (
    id uuid NOT NULL,
    token_id uuid NOT NULL,
    permission text NOT NULL COLLATE pg_catalog."C",
    target_id uuid NOT NULL,
    created_at bigint NOT NULL
);

CREATE TABLE public.tokens (
    seq bigint NOT NULL,
    id uuid NOT NULL,
    user_id uuid,
    service_account_id uuid,
    name text NOT NULL COLLATE pg_catalog."C",
    name_key text NOT NULL COLLATE pg_catalog."C",
    description text NOT NULL COLLATE pg_catalog."C",
    secret_sha256 bytea NOT NULL,
    created_at bigint NOT NULL,
    expires_at bigint,
    revoked_at bigint,
    deleted_at bigint,
    created_by_kind text NOT NULL COLLATE pg_catalog."C",
    created_by_id uuid,
    created_by_name text NOT NULL COLLATE pg_catalog."C",
    access text DEFAULT 'full'::text NOT NULL COLLATE pg_catalog."C",
    issued_at bigint DEFAULT 0 NOT NULL,
    updated_at bigint DEFAULT 0 NOT NULL,
    old_secret_sha256 bytea,
    old_secret_ends_at bigint,
    CONSTRAINT tokens_access_check CHECK ((access = ANY (ARRAY['full'::text, 'scoped'::text]))),
    CONSTRAINT tokens_check CHECK (((user_id IS NULL) <> (service_account_id IS NULL))),
    CONSTRAINT tokens_created_by_kind_check CHECK ((created_by_kind = ANY (ARRAY['user'::text, 'service_account'::text, 'deployment'::text, 'operator'::text, 'system'::text]))),
    CONSTRAINT tokens_old_secret_sha256_check CHECK (((old_secret_sha256 IS NULL) OR (length(old_secret_sha256) = 32))),
    CONSTRAINT tokens_secret_sha256_check CHECK ((length(secret_sha256) = 32))
);

ALTER TABLE public.tokens ALTER COLUMN seq ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.tokens_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.use_counts (
    of_id uuid NOT NULL,
    hour bigint NOT NULL,
    outcome text NOT NULL COLLATE pg_catalog."C",
    permission text NOT NULL COLLATE pg_catalog."C",
    count bigint NOT NULL
);

CREATE TABLE public.use_gathering (
    since bigint NOT NULL
);

CREATE TABLE public.use_origins (
    token_id uuid NOT NULL,
    addresses text NOT NULL COLLATE pg_catalog."C",
    user_agents text NOT NULL COLLATE pg_catalog."C"
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

CREATE TABLE public.webhook_deliveries (
    webhook_id uuid NOT NULL,
    delivery_id text NOT NULL COLLATE pg_catalog."C",
    task_id uuid NOT NULL,
    at bigint NOT NULL
);

ALTER TABLE ONLY public.audit_event_counts
    ADD CONSTRAINT audit_event_counts_pkey PRIMARY KEY (action, actor_kind, slot);

ALTER TABLE ONLY public.audit_events
    ADD CONSTRAINT audit_events_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cli_codes
    ADD CONSTRAINT cli_codes_pkey PRIMARY KEY (code_sha256);

ALTER TABLE ONLY public.credential_usage
    ADD CONSTRAINT credential_usage_pkey PRIMARY KEY (credential_id);

ALTER TABLE ONLY public.deployment_tasks
    ADD CONSTRAINT deployment_tasks_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.deployment_tokens
    ADD CONSTRAINT deployment_tokens_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.deployment_webhooks
    ADD CONSTRAINT deployment_webhooks_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.deployments
    ADD CONSTRAINT deployments_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.device_sign_ins
    ADD CONSTRAINT device_sign_ins_pkey PRIMARY KEY (device_code_sha256);

ALTER TABLE ONLY public.device_sign_ins
    ADD CONSTRAINT device_sign_ins_user_code_sha256_key UNIQUE (user_code_sha256);

ALTER TABLE ONLY public.entities
    ADD CONSTRAINT entities_pkey PRIMARY KEY (entity_id);

ALTER TABLE ONLY public.entity_types
    ADD CONSTRAINT entity_types_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.entity_types
    ADD CONSTRAINT entity_types_type_key UNIQUE (type);

ALTER TABLE ONLY public.env_settings
    ADD CONSTRAINT env_settings_pkey PRIMARY KEY (env_id);

ALTER TABLE ONLY public.feed_head
    ADD CONSTRAINT feed_head_pkey PRIMARY KEY (only_row);

ALTER TABLE ONLY public.feed
    ADD CONSTRAINT feed_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.grants
    ADD CONSTRAINT grants_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.helm_charts
    ADD CONSTRAINT helm_charts_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.k8s_clusters
    ADD CONSTRAINT k8s_clusters_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.k8s_resources
    ADD CONSTRAINT k8s_resources_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.members
    ADD CONSTRAINT members_pkey PRIMARY KEY (incarnation);

ALTER TABLE ONLY public.migrations_lock
    ADD CONSTRAINT migrations_lock_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.migrations
    ADD CONSTRAINT migrations_pkey PRIMARY KEY (name);

ALTER TABLE ONLY public.permission_uses
    ADD CONSTRAINT permission_uses_pkey PRIMARY KEY (token_id, permission);

ALTER TABLE ONLY public.resource_counts
    ADD CONSTRAINT resource_counts_pkey PRIMARY KEY (type, slot);

ALTER TABLE ONLY public.resources
    ADD CONSTRAINT resources_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.roles
    ADD CONSTRAINT roles_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.sealed_answers
    ADD CONSTRAINT sealed_answers_pkey PRIMARY KEY (asked_sha256);

ALTER TABLE ONLY public.service_accounts
    ADD CONSTRAINT service_accounts_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.set_permissions
    ADD CONSTRAINT set_permissions_pkey PRIMARY KEY (set_id, permission);

ALTER TABLE ONLY public.signing_keys
    ADD CONSTRAINT signing_keys_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.signing_keys
    ADD CONSTRAINT signing_keys_purpose_key UNIQUE (purpose);

ALTER TABLE ONLY public.task_outputs
    ADD CONSTRAINT task_outputs_pkey PRIMARY KEY (task_id, seq);

ALTER TABLE ONLY public.token_policies
    ADD CONSTRAINT token_policies_pkey PRIMARY KEY (resource_id);

ALTER TABLE ONLY public.token_scopes
    ADD CONSTRAINT token_scopes_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.tokens
    ADD CONSTRAINT tokens_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.use_counts
    ADD CONSTRAINT use_counts_pkey PRIMARY KEY (of_id, hour, outcome, permission);

ALTER TABLE ONLY public.use_origins
    ADD CONSTRAINT use_origins_pkey PRIMARY KEY (token_id);

ALTER TABLE ONLY public.used_sign_ins
    ADD CONSTRAINT used_sign_ins_pkey PRIMARY KEY (nonce_sha256);

ALTER TABLE ONLY public.user_avatars
    ADD CONSTRAINT user_avatars_pkey PRIMARY KEY (user_id);

ALTER TABLE ONLY public.user_token_counts
    ADD CONSTRAINT user_token_counts_pkey PRIMARY KEY (slot);

ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_email_key_key UNIQUE (email_key);

ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.webhook_deliveries
    ADD CONSTRAINT webhook_deliveries_pkey PRIMARY KEY (webhook_id, delivery_id);

CREATE INDEX account_tokens_by_account ON public.tokens USING btree (service_account_id, created_at, id) WHERE ((deleted_at IS NULL) AND (service_account_id IS NOT NULL));

CREATE INDEX account_tokens_by_time ON public.tokens USING btree (created_at, id) WHERE ((deleted_at IS NULL) AND (service_account_id IS NOT NULL));

CREATE INDEX audit_events_by_action ON public.audit_events USING btree (action, at, id);

CREATE INDEX audit_events_by_actor ON public.audit_events USING btree (actor_id, at, id);

CREATE INDEX audit_events_by_actor_kind ON public.audit_events USING btree (actor_kind, at, id);

CREATE INDEX audit_events_by_credential ON public.audit_events USING btree (credential_id, at, id);

CREATE INDEX audit_events_by_target ON public.audit_events USING btree (target_id, at, id);

CREATE INDEX audit_events_by_time ON public.audit_events USING btree (at, id);

CREATE INDEX cli_codes_ending ON public.cli_codes USING btree (expires_at);

CREATE INDEX deployment_tasks_by_bot ON public.deployment_tasks USING btree (acting_bot_id, created_at, id, status, operation_name) WHERE (acting_bot_id IS NOT NULL);

CREATE INDEX deployment_tasks_by_bots ON public.deployment_tasks USING btree (created_at, id, status, operation_name) WHERE (acting_bot_id IS NOT NULL);

CREATE INDEX deployment_tasks_by_credential ON public.deployment_tasks USING btree (credential_id, created_at, id, status, operation_name);

CREATE INDEX deployment_tasks_by_deployment ON public.deployment_tasks USING btree (acting_deployment_id, created_at, id, status, operation_name) WHERE (acting_deployment_id IS NOT NULL);

CREATE INDEX deployment_tasks_by_deployments ON public.deployment_tasks USING btree (created_at, id, status, operation_name) WHERE (acting_deployment_id IS NOT NULL);

CREATE INDEX deployment_tasks_by_operation ON public.deployment_tasks USING btree (operation_name, created_at, id, status);

CREATE INDEX deployment_tasks_by_status ON public.deployment_tasks USING btree (status, created_at, id, operation_name);

CREATE INDEX deployment_tasks_by_time ON public.deployment_tasks USING btree (created_at, id);

CREATE INDEX deployment_tasks_by_user ON public.deployment_tasks USING btree (acting_user_id, created_at, id, status, operation_name) WHERE (acting_user_id IS NOT NULL);

CREATE INDEX deployment_tasks_by_users ON public.deployment_tasks USING btree (created_at, id, status, operation_name) WHERE (acting_user_id IS NOT NULL);

CREATE INDEX deployment_tasks_due ON public.deployment_tasks USING btree (cluster_id, execute_at, created_at, id) WHERE (status = 'Pending'::text);

CREATE INDEX deployment_tasks_lapsing ON public.deployment_tasks USING btree (lease_ends_at) WHERE (status = 'Started'::text);

CREATE INDEX deployment_tasks_of_cluster ON public.deployment_tasks USING btree (cluster_id, created_at, id, status, operation_name);

CREATE INDEX deployment_tasks_of_deployment ON public.deployment_tasks USING btree (deployment_id, created_at, id, status, operation_name);

CREATE INDEX deployment_tasks_of_env ON public.deployment_tasks USING btree (env_id, created_at, id, status, operation_name);

CREATE INDEX deployment_tasks_of_env_and_kind ON public.deployment_tasks USING btree (env_id, kind_id, created_at, id, status, operation_name);

CREATE INDEX deployment_tasks_of_kind ON public.deployment_tasks USING btree (kind_id, created_at, id, status, operation_name);

CREATE UNIQUE INDEX deployment_tasks_one_at_a_time ON public.deployment_tasks USING btree (deployment_id) WHERE (status = 'Started'::text);

CREATE INDEX deployment_tasks_unfinished ON public.deployment_tasks USING btree (deployment_id, created_at) WHERE (status = ANY (ARRAY['Pending'::text, 'Started'::text]));

CREATE INDEX deployment_tokens_by_end ON public.deployment_tokens USING btree (expires_at);

CREATE INDEX deployment_tokens_of ON public.deployment_tokens USING btree (deployment_id, expires_at);

CREATE UNIQUE INDEX deployment_webhooks_once ON public.deployment_webhooks USING btree (deployment_id, sibling_key);

CREATE UNIQUE INDEX deployments_by_namespace ON public.deployments USING btree (cluster_id, namespace);

CREATE INDEX deployments_by_status ON public.deployments USING btree (status, id);

CREATE INDEX deployments_of_chart ON public.deployments USING btree (helm_chart_id);

CREATE INDEX deployments_of_cluster ON public.deployments USING btree (cluster_id, id);

CREATE INDEX device_sign_ins_ending ON public.device_sign_ins USING btree (expires_at);

CREATE INDEX env_settings_auto_add ON public.env_settings USING btree (env_id) WHERE (auto_add_new_users = 1);

CREATE INDEX feed_by_change ON public.feed USING btree (change_id) WHERE (change_id IS NOT NULL);

CREATE INDEX feed_in_order ON public.feed USING btree (seq);

CREATE INDEX grants_by_kind ON public.grants USING btree (kind_id) WHERE (kind_id IS NOT NULL);

CREATE INDEX grants_by_maker ON public.grants USING btree (created_by_id, resource_id) WHERE (created_by_id IS NOT NULL);

CREATE INDEX grants_by_principal ON public.grants USING btree (principal_id, created_at, id);

CREATE INDEX grants_by_resource ON public.grants USING btree (resource_id, created_at, id);

CREATE INDEX grants_by_role ON public.grants USING btree (role_id, created_at, id) WHERE (role_id IS NOT NULL);

CREATE INDEX grants_by_time ON public.grants USING btree (created_at, id);

CREATE INDEX grants_of_organization ON public.grants USING btree (organization_id, created_at, id);

CREATE INDEX grants_of_project ON public.grants USING btree (project_id, created_at, id);

CREATE INDEX grants_of_role ON public.grants USING btree (role_id, principal_id, id) WHERE (role_id IS NOT NULL);

CREATE UNIQUE INDEX grants_once ON public.grants USING btree (principal_id, resource_id, set_id, kind_id) NULLS NOT DISTINCT;

CREATE INDEX grants_reach ON public.grants USING btree (principal_id, resource_type, organization_id, project_id, resource_id, kind_id, lists, ends_at);

CREATE INDEX helm_charts_by_time ON public.helm_charts USING btree (created_at, id);

CREATE INDEX helm_charts_of_branch ON public.helm_charts USING btree (parsed_branch, created_at, id) WHERE (parsed_branch IS NOT NULL);

CREATE INDEX helm_charts_of_kind ON public.helm_charts USING btree (kind_id, created_at, id);

CREATE UNIQUE INDEX helm_charts_once ON public.helm_charts USING btree (kind_id, image_digest);

CREATE INDEX k8s_clusters_by_name ON public.k8s_clusters USING btree (name_key, id);

CREATE INDEX k8s_clusters_of_env ON public.k8s_clusters USING btree (env_id, name_key, id);

CREATE UNIQUE INDEX k8s_clusters_once ON public.k8s_clusters USING btree (env_id, provider_id);

CREATE INDEX k8s_resources_by_name ON public.k8s_resources USING btree (name_key, id);

CREATE INDEX k8s_resources_of_cluster ON public.k8s_resources USING btree (cluster_id, name_key, id);

CREATE UNIQUE INDEX k8s_resources_once ON public.k8s_resources USING btree (deployment_id, kind, name);

CREATE INDEX resources_by_name ON public.resources USING btree (type, name_key, id);

CREATE INDEX resources_name_search ON public.resources USING gin (name_key public.gin_trgm_ops);

CREATE INDEX resources_of_env ON public.resources USING btree (env_id, type, name_key, id);

CREATE INDEX resources_of_kind ON public.resources USING btree (kind_id) WHERE (kind_id IS NOT NULL);

CREATE INDEX resources_of_organization ON public.resources USING btree (organization_id, type, name_key, id);

CREATE INDEX resources_of_project ON public.resources USING btree (project_id, type, name_key, id);

CREATE UNIQUE INDEX resources_once ON public.resources USING btree (parent_id, type, sibling_key);

CREATE INDEX roles_by_name ON public.roles USING btree (name_key, id);

CREATE UNIQUE INDEX roles_once ON public.roles USING btree (home_id, sibling_key) WHERE (home_id IS NOT NULL);

CREATE INDEX sealed_answers_ending ON public.sealed_answers USING btree (ends_at);

CREATE INDEX service_accounts_by_home ON public.service_accounts USING btree (home_id, name_key, id) WHERE (home_id IS NOT NULL);

CREATE INDEX service_accounts_by_name ON public.service_accounts USING btree (name_key, id) WHERE (deleted_at IS NULL);

CREATE INDEX service_accounts_name_search ON public.service_accounts USING gin (name_key public.gin_trgm_ops);

CREATE UNIQUE INDEX service_accounts_once ON public.service_accounts USING btree (home_id, sibling_key) WHERE (deleted_at IS NULL);

CREATE INDEX sessions_open_by_user ON public.sessions USING btree (user_id, created_at, id) WHERE (ended_at IS NULL);

CREATE INDEX set_permissions_by_permission ON public.set_permissions USING btree (permission, set_id);

CREATE INDEX token_scopes_at ON public.token_scopes USING btree (token_id, target_id, permission);

CREATE INDEX token_scopes_of_permission ON public.token_scopes USING btree (permission);

CREATE INDEX token_scopes_of_target ON public.token_scopes USING btree (target_id);

CREATE UNIQUE INDEX token_scopes_once ON public.token_scopes USING btree (token_id, permission, target_id);

CREATE INDEX use_counts_by_hour ON public.use_counts USING btree (hour);

CREATE INDEX used_sign_ins_by_end ON public.used_sign_ins USING btree (expires_at);

CREATE INDEX user_tokens_by_time ON public.tokens USING btree (created_at, id) WHERE ((deleted_at IS NULL) AND (user_id IS NOT NULL));

CREATE INDEX user_tokens_by_user ON public.tokens USING btree (user_id, created_at, id) WHERE ((deleted_at IS NULL) AND (user_id IS NOT NULL));

CREATE INDEX user_tokens_ending ON public.tokens USING btree (expires_at) WHERE ((deleted_at IS NULL) AND (user_id IS NOT NULL) AND (revoked_at IS NULL));

CREATE INDEX user_tokens_name_search ON public.tokens USING gin (name_key public.gin_trgm_ops);

CREATE INDEX user_tokens_revoked ON public.tokens USING btree (created_at, id) WHERE ((deleted_at IS NULL) AND (user_id IS NOT NULL) AND (revoked_at IS NOT NULL));

CREATE INDEX user_tokens_scoped ON public.tokens USING btree (created_at, id) WHERE ((deleted_at IS NULL) AND (user_id IS NOT NULL) AND (access = 'scoped'::text));

CREATE INDEX users_by_activity ON public.users USING btree (is_active, name_key, id);

CREATE INDEX users_by_admin ON public.users USING btree (is_admin, name_key, id);

CREATE INDEX users_by_name ON public.users USING btree (name_key, id);

CREATE INDEX users_email_search ON public.users USING gin (email_key public.gin_trgm_ops);

CREATE INDEX users_name_search ON public.users USING gin (name_key public.gin_trgm_ops);

CREATE INDEX webhook_deliveries_by_time ON public.webhook_deliveries USING btree (webhook_id, at);

CREATE TRIGGER audit_events_counted AFTER INSERT ON public.audit_events REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.count_audit_events();

CREATE TRIGGER audit_events_kept BEFORE DELETE OR UPDATE OR TRUNCATE ON public.audit_events FOR EACH STATEMENT EXECUTE FUNCTION public.keep_audit_events();

CREATE TRIGGER feed_deployment_tokens_delete AFTER DELETE ON public.deployment_tokens REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION public.feed_deployment_tokens_delete();

CREATE TRIGGER feed_deployment_tokens_truncate AFTER TRUNCATE ON public.deployment_tokens FOR EACH STATEMENT EXECUTE FUNCTION public.feed_deployment_tokens_truncate();

CREATE TRIGGER feed_deployment_tokens_update AFTER UPDATE ON public.deployment_tokens REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.feed_deployment_tokens_update();

CREATE TRIGGER feed_deployments_delete AFTER DELETE ON public.deployments REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION public.feed_deployments_delete();

CREATE TRIGGER feed_deployments_truncate AFTER TRUNCATE ON public.deployments FOR EACH STATEMENT EXECUTE FUNCTION public.feed_deployments_truncate();

CREATE TRIGGER feed_deployments_update AFTER UPDATE ON public.deployments REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.feed_deployments_update();

CREATE TRIGGER feed_entity_types_delete AFTER DELETE ON public.entity_types REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION public.feed_entity_types_delete();

CREATE TRIGGER feed_entity_types_insert AFTER INSERT ON public.entity_types REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.feed_entity_types_insert();

CREATE TRIGGER feed_entity_types_truncate AFTER TRUNCATE ON public.entity_types FOR EACH STATEMENT EXECUTE FUNCTION public.feed_entity_types_truncate();

CREATE TRIGGER feed_entity_types_update AFTER UPDATE ON public.entity_types REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.feed_entity_types_update();

CREATE TRIGGER feed_grants_delete AFTER DELETE ON public.grants REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION public.feed_grants_delete();

CREATE TRIGGER feed_grants_insert AFTER INSERT ON public.grants REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.feed_grants_insert();

CREATE TRIGGER feed_grants_truncate AFTER TRUNCATE ON public.grants FOR EACH STATEMENT EXECUTE FUNCTION public.feed_grants_truncate();

CREATE TRIGGER feed_grants_update AFTER UPDATE ON public.grants REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.feed_grants_update();

CREATE CONSTRAINT TRIGGER feed_placed AFTER INSERT ON public.feed DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.place_in_feed();

CREATE TRIGGER feed_resources_delete AFTER DELETE ON public.resources REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION public.feed_resources_delete();

CREATE TRIGGER feed_resources_truncate AFTER TRUNCATE ON public.resources FOR EACH STATEMENT EXECUTE FUNCTION public.feed_resources_truncate();

CREATE TRIGGER feed_resources_update AFTER UPDATE ON public.resources REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.feed_resources_update();

CREATE TRIGGER feed_service_accounts_delete AFTER DELETE ON public.service_accounts REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION public.feed_service_accounts_delete();

CREATE TRIGGER feed_service_accounts_truncate AFTER TRUNCATE ON public.service_accounts FOR EACH STATEMENT EXECUTE FUNCTION public.feed_service_accounts_truncate();

CREATE TRIGGER feed_service_accounts_update AFTER UPDATE ON public.service_accounts REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.feed_service_accounts_update();

CREATE TRIGGER feed_sessions_delete AFTER DELETE ON public.sessions REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION public.feed_sessions_delete();

CREATE TRIGGER feed_sessions_truncate AFTER TRUNCATE ON public.sessions FOR EACH STATEMENT EXECUTE FUNCTION public.feed_sessions_truncate();

CREATE TRIGGER feed_sessions_update AFTER UPDATE ON public.sessions REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.feed_sessions_update();

CREATE TRIGGER feed_set_permissions_delete AFTER DELETE ON public.set_permissions REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION public.feed_set_permissions_delete();

CREATE TRIGGER feed_set_permissions_insert AFTER INSERT ON public.set_permissions REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.feed_set_permissions_insert();

CREATE TRIGGER feed_set_permissions_truncate AFTER TRUNCATE ON public.set_permissions FOR EACH STATEMENT EXECUTE FUNCTION public.feed_set_permissions_truncate();

CREATE TRIGGER feed_set_permissions_update AFTER UPDATE ON public.set_permissions REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.feed_set_permissions_update();

CREATE TRIGGER feed_token_policies_delete AFTER DELETE ON public.token_policies REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION public.feed_token_policies_delete();

CREATE TRIGGER feed_token_policies_insert AFTER INSERT ON public.token_policies REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.feed_token_policies_insert();

CREATE TRIGGER feed_token_policies_truncate AFTER TRUNCATE ON public.token_policies FOR EACH STATEMENT EXECUTE FUNCTION public.feed_token_policies_truncate();

CREATE TRIGGER feed_token_policies_update AFTER UPDATE ON public.token_policies REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.feed_token_policies_update();

CREATE TRIGGER feed_token_scopes_delete AFTER DELETE ON public.token_scopes REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION public.feed_token_scopes_delete();

CREATE TRIGGER feed_token_scopes_insert AFTER INSERT ON public.token_scopes REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.feed_token_scopes_insert();

CREATE TRIGGER feed_token_scopes_truncate AFTER TRUNCATE ON public.token_scopes FOR EACH STATEMENT EXECUTE FUNCTION public.feed_token_scopes_truncate();

CREATE TRIGGER feed_token_scopes_update AFTER UPDATE ON public.token_scopes REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.feed_token_scopes_update();

CREATE TRIGGER feed_tokens_delete AFTER DELETE ON public.tokens REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION public.feed_tokens_delete();

CREATE TRIGGER feed_tokens_truncate AFTER TRUNCATE ON public.tokens FOR EACH STATEMENT EXECUTE FUNCTION public.feed_tokens_truncate();

CREATE TRIGGER feed_tokens_update AFTER UPDATE ON public.tokens REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.feed_tokens_update();

CREATE TRIGGER feed_users_delete AFTER DELETE ON public.users REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION public.feed_users_delete();

CREATE TRIGGER feed_users_truncate AFTER TRUNCATE ON public.users FOR EACH STATEMENT EXECUTE FUNCTION public.feed_users_truncate();

CREATE TRIGGER feed_users_update AFTER UPDATE ON public.users REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.feed_users_update();

CREATE TRIGGER grants_set_removed AFTER DELETE ON public.grants FOR EACH ROW EXECUTE FUNCTION public.remove_permission_set();

CREATE TRIGGER resources_counted AFTER INSERT ON public.resources REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.count_resources();

CREATE TRIGGER resources_moved AFTER UPDATE OF organization_id ON public.resources FOR EACH ROW EXECUTE FUNCTION public.move_grants();

CREATE TRIGGER resources_uncounted AFTER DELETE ON public.resources REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.count_resources();

CREATE TRIGGER roles_set_removed AFTER DELETE ON public.roles FOR EACH ROW EXECUTE FUNCTION public.remove_permission_set();

CREATE TRIGGER user_tokens_counted AFTER INSERT ON public.tokens REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.count_user_tokens();

CREATE TRIGGER user_tokens_recounted AFTER UPDATE ON public.tokens REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.count_user_tokens();

CREATE TRIGGER user_tokens_uncounted AFTER DELETE ON public.tokens REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION public.count_user_tokens();

ALTER TABLE ONLY public.cli_codes
    ADD CONSTRAINT cli_codes_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id);

ALTER TABLE ONLY public.deployment_webhooks
    ADD CONSTRAINT deployment_webhooks_deployment_id_fkey FOREIGN KEY (deployment_id) REFERENCES public.deployments(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.deployments
    ADD CONSTRAINT deployments_cluster_id_fkey FOREIGN KEY (cluster_id) REFERENCES public.k8s_clusters(id);

ALTER TABLE ONLY public.deployments
    ADD CONSTRAINT deployments_helm_chart_id_fkey FOREIGN KEY (helm_chart_id) REFERENCES public.helm_charts(id);

ALTER TABLE ONLY public.deployments
    ADD CONSTRAINT deployments_id_fkey FOREIGN KEY (id) REFERENCES public.resources(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.device_sign_ins
    ADD CONSTRAINT device_sign_ins_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id);

ALTER TABLE ONLY public.entities
    ADD CONSTRAINT entities_entity_id_fkey FOREIGN KEY (entity_id) REFERENCES public.resources(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.env_settings
    ADD CONSTRAINT env_settings_env_id_fkey FOREIGN KEY (env_id) REFERENCES public.resources(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.grants
    ADD CONSTRAINT grants_kind_id_fkey FOREIGN KEY (kind_id) REFERENCES public.resources(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.grants
    ADD CONSTRAINT grants_resource_id_fkey FOREIGN KEY (resource_id) REFERENCES public.resources(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.grants
    ADD CONSTRAINT grants_role_id_fkey FOREIGN KEY (role_id) REFERENCES public.roles(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.helm_charts
    ADD CONSTRAINT helm_charts_kind_id_fkey FOREIGN KEY (kind_id) REFERENCES public.resources(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.k8s_clusters
    ADD CONSTRAINT k8s_clusters_env_id_fkey FOREIGN KEY (env_id) REFERENCES public.resources(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.k8s_resources
    ADD CONSTRAINT k8s_resources_deployment_id_fkey FOREIGN KEY (deployment_id) REFERENCES public.deployments(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.resources
    ADD CONSTRAINT resources_env_id_fkey FOREIGN KEY (env_id) REFERENCES public.resources(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.resources
    ADD CONSTRAINT resources_kind_id_fkey FOREIGN KEY (kind_id) REFERENCES public.resources(id);

ALTER TABLE ONLY public.resources
    ADD CONSTRAINT resources_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.resources(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.resources
    ADD CONSTRAINT resources_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES public.resources(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.resources
    ADD CONSTRAINT resources_project_id_fkey FOREIGN KEY (project_id) REFERENCES public.resources(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.roles
    ADD CONSTRAINT roles_home_id_fkey FOREIGN KEY (home_id) REFERENCES public.resources(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.service_accounts
    ADD CONSTRAINT service_accounts_home_id_fkey FOREIGN KEY (home_id) REFERENCES public.resources(id);

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id);

ALTER TABLE ONLY public.task_outputs
    ADD CONSTRAINT task_outputs_task_id_fkey FOREIGN KEY (task_id) REFERENCES public.deployment_tasks(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.token_policies
    ADD CONSTRAINT token_policies_resource_id_fkey FOREIGN KEY (resource_id) REFERENCES public.resources(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.token_scopes
    ADD CONSTRAINT token_scopes_target_id_fkey FOREIGN KEY (target_id) REFERENCES public.resources(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.token_scopes
    ADD CONSTRAINT token_scopes_token_id_fkey FOREIGN KEY (token_id) REFERENCES public.tokens(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.tokens
    ADD CONSTRAINT tokens_service_account_id_fkey FOREIGN KEY (service_account_id) REFERENCES public.service_accounts(id);

ALTER TABLE ONLY public.tokens
    ADD CONSTRAINT tokens_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id);

ALTER TABLE ONLY public.user_avatars
    ADD CONSTRAINT user_avatars_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id);

ALTER TABLE ONLY public.webhook_deliveries
    ADD CONSTRAINT webhook_deliveries_webhook_id_fkey FOREIGN KEY (webhook_id) REFERENCES public.deployment_webhooks(id) ON DELETE CASCADE;

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

CREATE TABLE cli_codes (
  "code_sha256" blob not null check (length("code_sha256") = 32) primary key,
  challenge text not null check (length(challenge) = 43),
  redirect_uri text not null,
  device_name text not null,
  user_id text not null references users (id),
  approved_by text not null,
  expires_at integer not null,
  session_id text
) strict;

CREATE TABLE credential_usage (
  credential_id text not null primary key,
  last_used_at integer not null,
  address text,
  user_agent text
) strict;

CREATE TABLE deployment_tasks (
  id text not null primary key,
  created_at integer not null,
  execute_at integer not null,
  first_attempted_at integer,
  started_at integer,
  finished_at integer,
  deployment_id text not null,
  deployment_name text not null,
  kind_id text not null,
  kind_name text not null,
  env_id text not null,
  env_name text not null,
  cluster_id text not null,
  namespace text not null,
  operation_name text not null check (operation_name in ('Install', 'Upgrade', 'Reinstall', 'Recreate', 'Uninstall', 'InvokeAction',
'RestartK8sResource')),
  operation text not null,
  hidden_inputs text not null,
  status text not null check (status in ('Pending', 'Started', 'Failed', 'Canceled', 'Done')),
  reason text,
  acting_user_id text,
  acting_bot_id text,
  acting_deployment_id text,
  acting_name text not null,
  credential_kind text not null,
  credential_id text not null,
  credential_name text not null,
  canceled_by_user_id text,
  canceled_by_bot_id text,
  canceled_by_deployment_id text,
  canceled_by_name text,
  canceled_credential_kind text,
  canceled_credential_id text,
  canceled_credential_name text,
  webhook_id text,
  attempts integer not null,
  lease_id text,
  lease_ends_at integer,
  response text,
  output_bytes integer not null,
  is_output_cut integer not null check (is_output_cut in (0, 1)),
  check ((case when acting_user_id is null then 0 else 1 end)
+ (case when acting_bot_id is null then 0 else 1 end)
+ (case when acting_deployment_id is null then 0 else 1 end) = 1),
  check ((case when canceled_by_user_id is null then 0 else 1 end)
+ (case when canceled_by_bot_id is null then 0 else 1 end)
+ (case when canceled_by_deployment_id is null then 0 else 1 end) = case when status = 'Canceled' then 1 else 0 end),
  check ((canceled_by_name is null) = (status <> 'Canceled')),
  check ((canceled_credential_id is null) = (status <> 'Canceled')),
  check ((finished_at is null) = (status in ('Pending', 'Started'))),
  check ((lease_ends_at is null) = (status <> 'Started'))
) strict;

CREATE TABLE deployment_tokens (
  id text not null primary key,
  deployment_id text not null,
  secret_sha256 blob not null check (length(secret_sha256) = 32),
  created_at integer not null,
  expires_at integer not null,
  revoked_at integer
) strict;

CREATE TABLE deployment_webhooks (
  id text not null primary key,
  deployment_id text not null references deployments (id) on delete cascade,
  name text not null,
  sibling_key text not null,
  operation_name text not null check (operation_name in ('Install', 'Upgrade', 'Reinstall', 'Recreate', 'Uninstall', 'InvokeAction',
'RestartK8sResource')),
  operation text not null,
  hidden_inputs text not null,
  takes_body integer not null check (takes_body in (0, 1)),
  created_at integer not null,
  created_by_kind text not null check (created_by_kind in ('user', 'service_account', 'deployment', 'operator', 'system')),
  created_by_id text,
  created_by_name text not null
) strict;

CREATE TABLE deployments (
  id text not null primary key references resources (id) on delete cascade,
  cluster_id text not null references k8s_clusters (id),
  helm_chart_id text not null references helm_charts (id),
  is_enabled integer not null check (is_enabled in (0, 1)),
  status text not null check (status in ('Unknown', 'Installing', 'Renaming', 'Upgrading', 'Running', 'Error',
    'Uninstalling', 'Uninstalled', 'Deleting')),
  reason text,
  description_md text,
  revision_id text,
  reported_status text,
  config text not null,
  values_override text not null,
  namespace text not null,
  deleting_at integer
) strict;

CREATE TABLE device_sign_ins (
  "device_code_sha256" blob not null check (length("device_code_sha256") = 32) primary key,
  "user_code_sha256" blob not null check (length("user_code_sha256") = 32) unique,
  device_name text not null,
  address text,
  user_agent text,
  created_at integer not null,
  expires_at integer not null,
  interval_ms integer not null,
  polled_at integer,
  decision text check (decision in ('approve', 'refuse')),
  user_id text references users (id),
  decided_by text,
  session_id text,
  check ((decision is null) = (user_id is null) and (decision is null) = (decided_by is null))
) strict;

CREATE TABLE entities (
  entity_id text not null primary key references resources (id) on delete cascade,
  metadata text not null,
  updated_at integer not null
) strict;

CREATE TABLE entity_types (
  id text not null primary key,
  type text not null unique,
  title text not null,
  description text not null,
  operations text not null,
  created_at integer not null
) strict;

CREATE TABLE env_settings (
  env_id text not null primary key references resources (id) on delete cascade,
  node_selector text not null,
  tolerations text not null,
  auto_add_new_users integer not null check (auto_add_new_users in (0, 1))
) strict;

CREATE TABLE feed (
  seq integer primary key autoincrement,
  keys text not null,
  at integer not null
) strict;

CREATE TABLE feed_head (
  only_row integer primary key check (only_row = 1),
  epoch integer not null
) strict;

CREATE TABLE grants (
  id text not null primary key,
  principal_kind text not null check (principal_kind in ('user', 'service_account', 'deployment')),
  principal_id text not null,
  role_id text references roles (id) on delete cascade,
  set_id text not null,
  lists integer not null,
  resource_id text not null references resources (id) on delete cascade,
  resource_type text not null,
  organization_id text,
  project_id text,
  kind_id text references resources (id) on delete cascade,
  ends_at integer,
  created_at integer not null,
  created_by_kind text not null check (created_by_kind in ('user', 'service_account', 'deployment', 'operator', 'system')),
  created_by_id text,
  created_by_name text not null,
  check (set_id = coalesce(role_id, id))
) strict;

CREATE TABLE helm_charts (
  id text not null primary key,
  kind_id text not null references resources (id) on delete cascade,
  image_digest text not null,
  image_tag text not null,
  is_available integer not null check (is_available in (0, 1)),
  values_ui text not null,
  actions_schema text not null,
  features text not null,
  resource_types text not null,
  error text,
  parsed_version text,
  parsed_revision text,
  parsed_branch text,
  parsed_commit text,
  created_at integer not null
) strict;

CREATE TABLE k8s_clusters (
  id text not null primary key,
  env_id text not null references resources (id) on delete cascade,
  provider_id text not null,
  name text not null,
  name_key text not null,
  region_name text not null,
  runner_kind text not null check (runner_kind in ('user', 'service_account', 'deployment')),
  runner_id text not null,
  runner_name text not null,
  last_seen_at integer not null,
  is_ok integer not null check (is_ok in (0, 1)),
  not_ok_reason text,
  is_ignored integer not null check (is_ignored in (0, 1)),
  ingress_domain text,
  ingress_class text,
  ingress_tls_secret_name text,
  grafana_url text,
  grafana_datasource_name text,
  created_at integer not null
) strict;

CREATE TABLE k8s_resources (
  id text not null primary key,
  deployment_id text not null references deployments (id) on delete cascade,
  cluster_id text not null,
  kind text not null,
  api_version text not null,
  name text not null,
  name_key text not null,
  status_color text not null,
  metadata text not null,
  last_updated_at integer not null
) strict;

CREATE TABLE "migrations" ("name" varchar(255) not null primary key, "timestamp" varchar(255) not null);

CREATE TABLE "migrations_lock" ("id" varchar(255) not null primary key, "is_locked" integer default 0 not null);

CREATE TABLE permission_uses (
  token_id text not null,
  permission text not null,
  last_used_at integer not null,
  primary key (token_id, permission)
) strict;

CREATE TABLE resource_counts (
  type text not null,
  slot integer not null,
  resources integer not null,
  primary key (type, slot)
);

CREATE VIRTUAL TABLE resource_search using fts5 (
  name_key, content = 'resources', content_rowid = 'seq', tokenize = 'trigram case_sensitive 1', detail = 'full'
);

CREATE TABLE resources (
  seq integer primary key,
  id text not null unique,
  type text not null,
  name text not null,
  name_key text not null,
  sibling_key text not null,
  parent_id text references resources (id) on delete cascade,
  organization_id text references resources (id) on delete cascade,
  project_id text references resources (id) on delete cascade,
  env_id text references resources (id) on delete cascade,
  kind_id text references resources (id),
  created_at integer not null,
  check ((parent_id is null) = (type = 'site')),
  check (type not in ('organization', 'project', 'env') or organization_id is not null),
  check (type not in ('project', 'env') or project_id is not null),
  check (type <> 'organization' or organization_id = id),
  check (type <> 'project' or project_id = id),
  check (type <> 'env' or env_id = id)
) strict;

CREATE TABLE roles (
  id text not null primary key,
  name text not null,
  name_key text not null,
  sibling_key text not null,
  description text not null,
  home_id text references resources (id) on delete cascade,
  created_at integer not null
) strict;

CREATE TABLE sealed_answers (
  asked_sha256 blob not null primary key,
  sealed blob not null,
  ends_at integer not null
) strict;

CREATE VIRTUAL TABLE service_account_search using fts5 (
  name_key, content = 'service_accounts', content_rowid = 'seq', tokenize = 'trigram case_sensitive 1', detail = 'full'
);

CREATE TABLE service_accounts (
  seq integer primary key,
  id text not null unique,
  name text not null,
  name_key text not null,
  sibling_key text not null,
  description text not null,
  home_id text references resources (id),
  is_enabled integer not null check (is_enabled in (0, 1)),
  expires_at integer,
  created_at integer not null,
  deleted_at integer,
  created_by_kind text not null check (created_by_kind in ('user', 'service_account', 'deployment', 'operator', 'system')),
  created_by_id text,
  created_by_name text not null,
  check ((home_id is null) = (deleted_at is not null))
) strict;

CREATE TABLE sessions (
  id text not null primary key,
  user_id text not null references users (id),
  via text not null check (via in ('browser', 'api')),
  created_at integer not null,
  expires_at integer not null,
  ended_at integer,
  address text,
  user_agent text
, device_name text) strict;

CREATE TABLE set_permissions (
  set_id text not null,
  permission text not null,
  primary key (set_id, permission)
) strict;

CREATE TABLE signing_keys (
  id text not null primary key,
  purpose text not null unique,
  secret blob not null,
  created_at integer not null
) strict;

CREATE TABLE task_outputs (
  task_id text not null references deployment_tasks (id) on delete cascade,
  seq integer not null,
  text text not null,
  primary key (task_id, seq)
) strict;

CREATE TABLE token_policies (
  resource_id text not null primary key references resources (id) on delete cascade,
  max_life_days integer,
  allows_never_ending integer not null check (allows_never_ending in (0, 1)),
  allows_full_access integer not null check (allows_full_access in (0, 1)),
  updated_at integer not null
, max_requests_per_minute integer) strict;

CREATE TABLE token_scopes (
  id text not null primary key,
  token_id text not null references tokens (id) on delete cascade,
  permission text not null,
  target_id text not null references resources (id) on delete cascade,
  created_at integer not null
) strict;

CREATE TABLE tokens (
  seq integer primary key,
  id text not null unique,
  user_id text references users (id),
  service_account_id text references service_accounts (id),
  name text not null,
  name_key text not null,
  description text not null,
  secret_sha256 blob not null check (length(secret_sha256) = 32),
  created_at integer not null,
  expires_at integer,
  revoked_at integer,
  deleted_at integer,
  created_by_kind text not null check (created_by_kind in ('user', 'service_account', 'deployment', 'operator', 'system')),
  created_by_id text,
  created_by_name text not null, access text not null default 'full'
  check (access in ('full', 'scoped')), issued_at integer not null default 0, updated_at integer not null default 0, old_secret_sha256 blob
  check (old_secret_sha256 is null or length(old_secret_sha256) = 32), old_secret_ends_at integer,
  check ((user_id is null) <> (service_account_id is null))
) strict;

CREATE TABLE use_counts (
  of_id text not null,
  hour integer not null,
  outcome text not null,
  permission text not null,
  count integer not null,
  primary key (of_id, hour, outcome, permission)
) strict;

CREATE TABLE use_gathering (since integer not null) strict;

CREATE TABLE use_origins (
  token_id text not null primary key,
  addresses text not null,
  user_agents text not null
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
  name_key, content = 'tokens', content_rowid = 'seq', tokenize = 'trigram case_sensitive 1', detail = 'full'
);

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

CREATE TABLE webhook_deliveries (
  webhook_id text not null references deployment_webhooks (id) on delete cascade,
  delivery_id text not null,
  task_id text not null,
  at integer not null,
  primary key (webhook_id, delivery_id)
) strict;

CREATE INDEX account_tokens_by_account on tokens (service_account_id, created_at, id)
where deleted_at is null and service_account_id is not null;

CREATE INDEX account_tokens_by_time on tokens (created_at, id)
where deleted_at is null and service_account_id is not null;

CREATE INDEX audit_events_by_action on audit_events (action, at, id);

CREATE INDEX audit_events_by_actor on audit_events (actor_id, at, id);

CREATE INDEX audit_events_by_actor_kind on audit_events (actor_kind, at, id);

CREATE INDEX audit_events_by_credential on audit_events (credential_id, at, id);

CREATE INDEX audit_events_by_target on audit_events (target_id, at, id);

CREATE INDEX audit_events_by_time on audit_events (at, id);

CREATE INDEX cli_codes_ending on cli_codes (expires_at);

CREATE INDEX deployment_tasks_by_bot on deployment_tasks (acting_bot_id, created_at, id, status, operation_name) where acting_bot_id is not null;

CREATE INDEX deployment_tasks_by_bots on deployment_tasks (created_at, id, status, operation_name) where acting_bot_id is not null;

CREATE INDEX deployment_tasks_by_credential on deployment_tasks (credential_id, created_at, id, status, operation_name);

CREATE INDEX deployment_tasks_by_deployment on deployment_tasks (acting_deployment_id, created_at, id, status, operation_name) where acting_deployment_id is not null;

CREATE INDEX deployment_tasks_by_deployments on deployment_tasks (created_at, id, status, operation_name) where acting_deployment_id is not null;

CREATE INDEX deployment_tasks_by_operation on deployment_tasks (operation_name, created_at, id, status);

CREATE INDEX deployment_tasks_by_status on deployment_tasks (status, created_at, id, operation_name);

CREATE INDEX deployment_tasks_by_time on deployment_tasks (created_at, id);

CREATE INDEX deployment_tasks_by_user on deployment_tasks (acting_user_id, created_at, id, status, operation_name) where acting_user_id is not null;

CREATE INDEX deployment_tasks_by_users on deployment_tasks (created_at, id, status, operation_name) where acting_user_id is not null;

CREATE INDEX deployment_tasks_due on deployment_tasks (cluster_id, execute_at, created_at, id) where status = 'Pending';

CREATE INDEX deployment_tasks_lapsing on deployment_tasks (lease_ends_at) where status = 'Started';

CREATE INDEX deployment_tasks_of_cluster on deployment_tasks (cluster_id, created_at, id, status, operation_name);

CREATE INDEX deployment_tasks_of_deployment on deployment_tasks (deployment_id, created_at, id, status, operation_name);

CREATE INDEX deployment_tasks_of_env on deployment_tasks (env_id, created_at, id, status, operation_name);

CREATE INDEX deployment_tasks_of_env_and_kind on deployment_tasks (env_id, kind_id, created_at, id, status, operation_name);

CREATE INDEX deployment_tasks_of_kind on deployment_tasks (kind_id, created_at, id, status, operation_name);

CREATE UNIQUE INDEX deployment_tasks_one_at_a_time on deployment_tasks (deployment_id)
where status = 'Started';

CREATE INDEX deployment_tasks_unfinished on deployment_tasks (deployment_id, created_at) where status in ('Pending', 'Started');

CREATE INDEX deployment_tokens_by_end on deployment_tokens (expires_at);

CREATE INDEX deployment_tokens_of on deployment_tokens (deployment_id, expires_at);

CREATE UNIQUE INDEX deployment_webhooks_once on deployment_webhooks (deployment_id, sibling_key);

CREATE UNIQUE INDEX deployments_by_namespace on deployments (cluster_id, namespace);

CREATE INDEX deployments_by_status on deployments (status, id);

CREATE INDEX deployments_of_chart on deployments (helm_chart_id);

CREATE INDEX deployments_of_cluster on deployments (cluster_id, id);

CREATE INDEX device_sign_ins_ending on device_sign_ins (expires_at);

CREATE INDEX env_settings_auto_add on env_settings (env_id) where auto_add_new_users = 1;

CREATE INDEX grants_by_kind on grants (kind_id) where kind_id is not null;

CREATE INDEX grants_by_maker on grants (created_by_id, resource_id) where created_by_id is not null;

CREATE INDEX grants_by_principal on grants (principal_id, created_at, id);

CREATE INDEX grants_by_resource on grants (resource_id, created_at, id);

CREATE INDEX grants_by_role on grants (role_id, created_at, id) where role_id is not null;

CREATE INDEX grants_by_time on grants (created_at, id);

CREATE INDEX grants_of_organization on grants (organization_id, created_at, id);

CREATE INDEX grants_of_project on grants (project_id, created_at, id);

CREATE INDEX grants_of_role on grants (role_id, principal_id, id) where role_id is not null;

CREATE UNIQUE INDEX grants_once on grants (principal_id, resource_id, set_id, coalesce(kind_id, ''));

CREATE INDEX grants_reach on grants (principal_id, resource_type, organization_id, project_id, resource_id,
kind_id, lists, ends_at);

CREATE INDEX helm_charts_by_time on helm_charts (created_at, id);

CREATE INDEX helm_charts_of_branch on helm_charts (parsed_branch, created_at, id)
where parsed_branch is not null;

CREATE INDEX helm_charts_of_kind on helm_charts (kind_id, created_at, id);

CREATE UNIQUE INDEX helm_charts_once on helm_charts (kind_id, image_digest);

CREATE INDEX k8s_clusters_by_name on k8s_clusters (name_key, id);

CREATE INDEX k8s_clusters_of_env on k8s_clusters (env_id, name_key, id);

CREATE UNIQUE INDEX k8s_clusters_once on k8s_clusters (env_id, provider_id);

CREATE INDEX k8s_resources_by_name on k8s_resources (name_key, id);

CREATE INDEX k8s_resources_of_cluster on k8s_resources (cluster_id, name_key, id);

CREATE UNIQUE INDEX k8s_resources_once on k8s_resources (deployment_id, kind, name);

CREATE INDEX resources_by_name on resources (type, name_key, id);

CREATE INDEX resources_of_env on resources (env_id, type, name_key, id);

CREATE INDEX resources_of_kind on resources (kind_id) where kind_id is not null;

CREATE INDEX resources_of_organization on resources (organization_id, type, name_key, id);

CREATE INDEX resources_of_project on resources (project_id, type, name_key, id);

CREATE UNIQUE INDEX resources_once on resources (parent_id, type, sibling_key);

CREATE INDEX roles_by_name on roles (name_key, id);

CREATE UNIQUE INDEX roles_once on roles (home_id, sibling_key) where home_id is not null;

CREATE INDEX sealed_answers_ending on sealed_answers (ends_at);

CREATE INDEX service_accounts_by_home on service_accounts (home_id, name_key, id)
where home_id is not null;

CREATE INDEX service_accounts_by_name on service_accounts (name_key, id)
where deleted_at is null;

CREATE UNIQUE INDEX service_accounts_once on service_accounts (home_id, sibling_key)
where deleted_at is null;

CREATE INDEX sessions_open_by_user on sessions (user_id, created_at, id) where ended_at is null;

CREATE INDEX set_permissions_by_permission on set_permissions (permission, set_id);

CREATE INDEX token_scopes_at on token_scopes (token_id, target_id, permission);

CREATE INDEX token_scopes_of_permission on token_scopes (permission);

CREATE INDEX token_scopes_of_target on token_scopes (target_id);

CREATE UNIQUE INDEX token_scopes_once on token_scopes (token_id, permission, target_id);

CREATE INDEX use_counts_by_hour on use_counts (hour);

CREATE INDEX used_sign_ins_by_end on used_sign_ins (expires_at);

CREATE INDEX user_tokens_by_time on tokens (created_at, id)
where deleted_at is null and user_id is not null;

CREATE INDEX user_tokens_by_user on tokens (user_id, created_at, id)
where deleted_at is null and user_id is not null;

CREATE INDEX user_tokens_ending on tokens (expires_at)
where deleted_at is null and user_id is not null and revoked_at is null;

CREATE INDEX user_tokens_revoked on tokens (created_at, id)
where deleted_at is null and user_id is not null and revoked_at is not null;

CREATE INDEX user_tokens_scoped on tokens (created_at, id)
where deleted_at is null and user_id is not null and access = 'scoped';

CREATE INDEX users_by_activity on users (is_active, name_key, id);

CREATE INDEX users_by_admin on users (is_admin, name_key, id);

CREATE INDEX users_by_name on users (name_key, id);

CREATE INDEX webhook_deliveries_by_time on webhook_deliveries (webhook_id, at);

CREATE TRIGGER audit_events_counted after insert on audit_events begin
  insert into audit_event_counts (action, actor_kind, slot, events)
  values (new.action, new.actor_kind, 0, 1)
  on conflict (action, actor_kind, slot) do update set events = events + 1;
end;

CREATE TRIGGER audit_events_no_delete before delete on audit_events begin select raise(abort, 'audit events are never changed or removed'); end;

CREATE TRIGGER audit_events_no_update before update on audit_events begin select raise(abort, 'audit events are never changed or removed'); end;

CREATE TRIGGER feed_deployment_tokens_delete after delete on deployment_tokens begin insert into feed (keys, at) values (old.id,
cast(unixepoch('subsec') * 1000 as integer)); end;

CREATE TRIGGER feed_deployment_tokens_update after update of secret_sha256, expires_at, revoked_at on deployment_tokens when old.secret_sha256 is not new.secret_sha256 or old.expires_at is not new.expires_at or old.revoked_at is not new.revoked_at begin insert into feed (keys, at) values (old.id,
cast(unixepoch('subsec') * 1000 as integer)); end;

CREATE TRIGGER feed_deployments_delete after delete on deployments begin insert into feed (keys, at) values (old.id,
cast(unixepoch('subsec') * 1000 as integer)); end;

CREATE TRIGGER feed_deployments_update after update of is_enabled, deleting_at on deployments when old.is_enabled is not new.is_enabled or old.deleting_at is not new.deleting_at begin insert into feed (keys, at) values (old.id,
cast(unixepoch('subsec') * 1000 as integer)); end;

CREATE TRIGGER feed_entity_types_delete after delete on entity_types begin insert into feed (keys, at) values ('*',
cast(unixepoch('subsec') * 1000 as integer)); end;

CREATE TRIGGER feed_entity_types_insert after insert on entity_types begin insert into feed (keys, at) values ('*',
cast(unixepoch('subsec') * 1000 as integer)); end;

CREATE TRIGGER feed_entity_types_update after update  on entity_types when true begin insert into feed (keys, at) values ('*',
cast(unixepoch('subsec') * 1000 as integer)); end;

CREATE TRIGGER feed_grants_delete after delete on grants begin insert into feed (keys, at) values (old.principal_id,
cast(unixepoch('subsec') * 1000 as integer)); end;

CREATE TRIGGER feed_grants_insert after insert on grants begin insert into feed (keys, at) values (new.principal_id,
cast(unixepoch('subsec') * 1000 as integer)); end;

CREATE TRIGGER feed_grants_update after update  on grants when true begin insert into feed (keys, at) values (old.principal_id,
cast(unixepoch('subsec') * 1000 as integer)); end;

CREATE TRIGGER feed_resources_delete after delete on resources begin insert into feed (keys, at) values (old.id,
cast(unixepoch('subsec') * 1000 as integer)); end;

CREATE TRIGGER feed_resources_update after update of type, parent_id, organization_id, project_id, env_id, kind_id, name on resources when old.type is not new.type or old.parent_id is not new.parent_id or old.organization_id is not new.organization_id or old.project_id is not new.project_id or old.env_id is not new.env_id or old.kind_id is not new.kind_id or old.name is not new.name begin insert into feed (keys, at) values (old.id,
cast(unixepoch('subsec') * 1000 as integer)); end;

CREATE TRIGGER feed_service_accounts_delete after delete on service_accounts begin insert into feed (keys, at) values (old.id,
cast(unixepoch('subsec') * 1000 as integer)); end;

CREATE TRIGGER feed_service_accounts_update after update of is_enabled, expires_at, deleted_at, home_id, name on service_accounts when old.is_enabled is not new.is_enabled or old.expires_at is not new.expires_at or old.deleted_at is not new.deleted_at or old.home_id is not new.home_id or old.name is not new.name begin insert into feed (keys, at) values (old.id,
cast(unixepoch('subsec') * 1000 as integer)); end;

CREATE TRIGGER feed_sessions_delete after delete on sessions begin insert into feed (keys, at) values (old.id,
cast(unixepoch('subsec') * 1000 as integer)); end;

CREATE TRIGGER feed_sessions_update after update of expires_at, ended_at on sessions when old.expires_at is not new.expires_at or old.ended_at is not new.ended_at begin insert into feed (keys, at) values (old.id,
cast(unixepoch('subsec') * 1000 as integer)); end;

CREATE TRIGGER feed_set_permissions_delete after delete on set_permissions begin insert into feed (keys, at) values (old.set_id,
cast(unixepoch('subsec') * 1000 as integer)); end;

CREATE TRIGGER feed_set_permissions_insert after insert on set_permissions begin insert into feed (keys, at) values (new.set_id,
cast(unixepoch('subsec') * 1000 as integer)); end;

CREATE TRIGGER feed_set_permissions_update after update  on set_permissions when true begin insert into feed (keys, at) values (old.set_id,
cast(unixepoch('subsec') * 1000 as integer)); end;

CREATE TRIGGER feed_token_policies_delete after delete on token_policies begin insert into feed (keys, at) values ('*',
cast(unixepoch('subsec') * 1000 as integer)); end;

CREATE TRIGGER feed_token_policies_insert after insert on token_policies begin insert into feed (keys, at) values ('*',
cast(unixepoch('subsec') * 1000 as integer)); end;

CREATE TRIGGER feed_token_policies_update after update  on token_policies when true begin insert into feed (keys, at) values ('*',
cast(unixepoch('subsec') * 1000 as integer)); end;

CREATE TRIGGER feed_token_scopes_delete after delete on token_scopes begin insert into feed (keys, at) values (old.token_id,
cast(unixepoch('subsec') * 1000 as integer)); end;

CREATE TRIGGER feed_token_scopes_insert after insert on token_scopes begin insert into feed (keys, at) values (new.token_id,
cast(unixepoch('subsec') * 1000 as integer)); end;

CREATE TRIGGER feed_token_scopes_update after update  on token_scopes when true begin insert into feed (keys, at) values (old.token_id,
cast(unixepoch('subsec') * 1000 as integer)); end;

CREATE TRIGGER feed_tokens_delete after delete on tokens begin insert into feed (keys, at) values (old.id,
cast(unixepoch('subsec') * 1000 as integer)); end;

CREATE TRIGGER feed_tokens_update after update of secret_sha256, expires_at, revoked_at, deleted_at, access, old_secret_sha256, old_secret_ends_at, name on tokens when old.secret_sha256 is not new.secret_sha256 or old.expires_at is not new.expires_at or old.revoked_at is not new.revoked_at or old.deleted_at is not new.deleted_at or old.access is not new.access or old.old_secret_sha256 is not new.old_secret_sha256 or old.old_secret_ends_at is not new.old_secret_ends_at or old.name is not new.name begin insert into feed (keys, at) values (old.id,
cast(unixepoch('subsec') * 1000 as integer)); end;

CREATE TRIGGER feed_users_delete after delete on users begin insert into feed (keys, at) values (old.id,
cast(unixepoch('subsec') * 1000 as integer)); end;

CREATE TRIGGER feed_users_update after update of is_admin, is_active, email, display_name on users when old.is_admin is not new.is_admin or old.is_active is not new.is_active or old.email is not new.email or old.display_name is not new.display_name begin insert into feed (keys, at) values (old.id,
cast(unixepoch('subsec') * 1000 as integer)); end;

CREATE TRIGGER grants_set_removed after delete on grants begin
  delete from set_permissions where set_id = old.id;
end;

CREATE TRIGGER resource_search_added after insert on resources begin insert into resource_search (rowid, name_key) select new.seq, new.name_key where true; end;

CREATE TRIGGER resource_search_changed after update of name_key on resources begin insert into resource_search (resource_search, rowid, name_key) select 'delete', old.seq, old.name_key where true; insert into resource_search (rowid, name_key) select new.seq, new.name_key where true; end;

CREATE TRIGGER resource_search_removed after delete on resources begin insert into resource_search (resource_search, rowid, name_key) select 'delete', old.seq, old.name_key where true; end;

CREATE TRIGGER resources_counted after insert on resources begin
insert into resource_counts (type, slot, resources) values (new.type, 0, 1)
on conflict (type, slot) do update set resources = resources + (1); end;

CREATE TRIGGER resources_moved after update of organization_id on resources begin
  update grants set organization_id = new.organization_id where resource_id = new.id;
end;

CREATE TRIGGER resources_uncounted after delete on resources begin
insert into resource_counts (type, slot, resources) values (old.type, 0, -1)
on conflict (type, slot) do update set resources = resources + (-1); end;

CREATE TRIGGER roles_set_removed after delete on roles begin
  delete from set_permissions where set_id = old.id;
end;

CREATE TRIGGER service_account_search_added after insert on service_accounts begin insert into service_account_search (rowid, name_key) select new.seq, new.name_key where new.deleted_at is null; end;

CREATE TRIGGER service_account_search_changed after update of name_key, deleted_at on service_accounts begin insert into service_account_search (service_account_search, rowid, name_key) select 'delete', old.seq, old.name_key where old.deleted_at is null; insert into service_account_search (rowid, name_key) select new.seq, new.name_key where new.deleted_at is null; end;

CREATE TRIGGER service_account_search_removed after delete on service_accounts begin insert into service_account_search (service_account_search, rowid, name_key) select 'delete', old.seq, old.name_key where old.deleted_at is null; end;

CREATE TRIGGER user_search_added after insert on users begin insert into user_search (rowid, name_key, email_key) select new.seq, new.name_key, new.email_key where true; end;

CREATE TRIGGER user_search_changed after update of name_key, email_key on users begin insert into user_search (user_search, rowid, name_key, email_key) select 'delete', old.seq, old.name_key, old.email_key where true; insert into user_search (rowid, name_key, email_key) select new.seq, new.name_key, new.email_key where true; end;

CREATE TRIGGER user_search_removed after delete on users begin insert into user_search (user_search, rowid, name_key, email_key) select 'delete', old.seq, old.name_key, old.email_key where true; end;

CREATE TRIGGER user_token_search_added after insert on tokens begin insert into user_token_search (rowid, name_key) select new.seq, new.name_key where (new.deleted_at is null and new.user_id is not null); end;

CREATE TRIGGER user_token_search_changed after update of name_key, deleted_at on tokens begin insert into user_token_search (user_token_search, rowid, name_key) select 'delete', old.seq, old.name_key where (old.deleted_at is null and old.user_id is not null); insert into user_token_search (rowid, name_key) select new.seq, new.name_key where (new.deleted_at is null and new.user_id is not null); end;

CREATE TRIGGER user_token_search_removed after delete on tokens begin insert into user_token_search (user_token_search, rowid, name_key) select 'delete', old.seq, old.name_key where (old.deleted_at is null and old.user_id is not null); end;

CREATE TRIGGER user_tokens_counted after insert on tokens
begin update user_token_counts set live = live + (new.deleted_at is null and new.user_id is not null), revoked = revoked + ((new.deleted_at is null and new.user_id is not null) and new.revoked_at is not null); end;

CREATE TRIGGER user_tokens_recounted after update of revoked_at, deleted_at on tokens
begin update user_token_counts set live = live + (new.deleted_at is null and new.user_id is not null) - (old.deleted_at is null and old.user_id is not null), revoked = revoked + ((new.deleted_at is null and new.user_id is not null) and new.revoked_at is not null) - ((old.deleted_at is null and old.user_id is not null) and old.revoked_at is not null); end;

CREATE TRIGGER user_tokens_uncounted after delete on tokens
begin update user_token_counts set live = live - (old.deleted_at is null and old.user_id is not null), revoked = revoked - ((old.deleted_at is null and old.user_id is not null) and old.revoked_at is not null); end;

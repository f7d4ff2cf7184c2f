import { type Kysely, sql } from 'kysely';
import type { Schema } from '../schema.ts';
import type { Engine } from '../storage.ts';
import { type Types, typesOf } from './engine-types.ts';

/** Clusters, charts, deployments, their tokens and webhooks, and the tasks that are History. */
export async function deployments(db: Kysely<Schema>, engine: Engine): Promise<void> {
  const t = typesOf(engine);
  const statements = [...places(t), ...ofDeployments(t), ...tasks(t), ...webhooks(t)];
  for (const statement of statements) await statement.execute(db);
}

const principalKinds = sql`('user', 'service_account', 'deployment')`;
const makers = sql`('user', 'service_account', 'deployment', 'operator', 'system')`;
const operations = sql`('Install', 'Upgrade', 'Reinstall', 'Recreate', 'Uninstall', 'InvokeAction',
  'RestartK8sResource')`;

function places(t: Types) {
  return [
    sql`create table k8s_clusters (
      id ${t.uuid} not null primary key,
      env_id ${t.uuid} not null references resources (id) on delete cascade,
      provider_id ${t.text} not null,
      name ${t.text} not null,
      name_key ${t.text} not null,
      region_name ${t.text} not null,
      runner_kind ${t.text} not null check (runner_kind in ${principalKinds}),
      runner_id ${t.uuid} not null,
      runner_name ${t.text} not null,
      last_seen_at ${t.int} not null,
      is_ok ${t.int} not null check (is_ok in (0, 1)),
      not_ok_reason ${t.text},
      is_ignored ${t.int} not null check (is_ignored in (0, 1)),
      ingress_domain ${t.text},
      ingress_class ${t.text},
      ingress_tls_secret_name ${t.text},
      grafana_url ${t.text},
      grafana_datasource_name ${t.text},
      created_at ${t.int} not null
    ) ${t.strict}`,
    sql`create unique index k8s_clusters_once on k8s_clusters (env_id, provider_id)`,
    sql`create index k8s_clusters_by_name on k8s_clusters (name_key, id)`,
    sql`create index k8s_clusters_of_env on k8s_clusters (env_id, name_key, id)`,
    sql`create table helm_charts (
      id ${t.uuid} not null primary key,
      kind_id ${t.uuid} not null references resources (id) on delete cascade,
      image_digest ${t.text} not null,
      image_tag ${t.text} not null,
      is_available ${t.int} not null check (is_available in (0, 1)),
      values_ui ${t.text} not null,
      actions_schema ${t.text} not null,
      features ${t.text} not null,
      resource_types ${t.text} not null,
      error ${t.text},
      parsed_version ${t.text},
      parsed_revision ${t.text},
      parsed_branch ${t.text},
      parsed_commit ${t.text},
      created_at ${t.int} not null
    ) ${t.strict}`,
    sql`create unique index helm_charts_once on helm_charts (kind_id, image_digest)`,
    sql`create index helm_charts_by_time on helm_charts (created_at, id)`,
    sql`create index helm_charts_of_kind on helm_charts (kind_id, created_at, id)`,
    sql`create index helm_charts_of_branch on helm_charts (parsed_branch, created_at, id)
      where parsed_branch is not null`,
  ];
}

function ofDeployments(t: Types) {
  return [
    sql`create table deployments (
      id ${t.uuid} not null primary key references resources (id) on delete cascade,
      cluster_id ${t.uuid} not null references k8s_clusters (id),
      helm_chart_id ${t.uuid} not null references helm_charts (id),
      is_enabled ${t.int} not null check (is_enabled in (0, 1)),
      status ${t.text} not null check (status in ('Unknown', 'Installing', 'Renaming', 'Upgrading', 'Running', 'Error',
        'Uninstalling', 'Uninstalled', 'Deleting')),
      reason ${t.text},
      description_md ${t.text},
      revision_id ${t.uuid},
      reported_status ${t.text},
      config ${t.text} not null,
      values_override ${t.text} not null,
      namespace ${t.text} not null,
      deleting_at ${t.int}
    ) ${t.strict}`,
    sql`create index deployments_of_cluster on deployments (cluster_id, id)`,
    sql`create unique index deployments_by_namespace on deployments (cluster_id, namespace)`,
    sql`create index deployments_of_chart on deployments (helm_chart_id)`,
    sql`create index deployments_by_status on deployments (status, id)`,
    sql`create table deployment_tokens (
      id ${t.uuid} not null primary key,
      deployment_id ${t.uuid} not null,
      secret_sha256 ${t.bytes} not null check (length(secret_sha256) = 32),
      created_at ${t.int} not null,
      expires_at ${t.int} not null,
      revoked_at ${t.int}
    ) ${t.strict}`,
    sql`create index deployment_tokens_of on deployment_tokens (deployment_id, expires_at)`,
    sql`create index deployment_tokens_by_end on deployment_tokens (expires_at)`,
    sql`create table k8s_resources (
      id ${t.uuid} not null primary key,
      deployment_id ${t.uuid} not null references deployments (id) on delete cascade,
      cluster_id ${t.uuid} not null,
      kind ${t.text} not null,
      api_version ${t.text} not null,
      name ${t.text} not null,
      name_key ${t.text} not null,
      status_color ${t.text} not null,
      metadata ${t.text} not null,
      last_updated_at ${t.int} not null
    ) ${t.strict}`,
    sql`create unique index k8s_resources_once on k8s_resources (deployment_id, kind, name)`,
    sql`create index k8s_resources_by_name on k8s_resources (name_key, id)`,
    sql`create index k8s_resources_of_cluster on k8s_resources (cluster_id, name_key, id)`,
  ];
}

/** One and no other of three ids. */
const exactlyOne = (prefix: string, count: string) =>
  sql.raw(`check ((case when ${prefix}_user_id is null then 0 else 1 end)
    + (case when ${prefix}_bot_id is null then 0 else 1 end)
    + (case when ${prefix}_deployment_id is null then 0 else 1 end) = ${count})`);

const newest = 'created_at, id, status, operation_name';

function tasks(t: Types) {
  const by = (name: string, columns: string, condition = '') =>
    sql.raw(`create index deployment_tasks_${name} on deployment_tasks (${columns}) ${condition}`);
  return [
    // Nothing here refers to a deployment, env, cluster or actor that may go: the record stays.
    sql`create table deployment_tasks (
      id ${t.uuid} not null primary key,
      created_at ${t.int} not null,
      execute_at ${t.int} not null,
      first_attempted_at ${t.int},
      started_at ${t.int},
      finished_at ${t.int},
      deployment_id ${t.uuid} not null,
      deployment_name ${t.text} not null,
      kind_id ${t.uuid} not null,
      kind_name ${t.text} not null,
      env_id ${t.uuid} not null,
      env_name ${t.text} not null,
      cluster_id ${t.uuid} not null,
      namespace ${t.text} not null,
      operation_name ${t.text} not null check (operation_name in ${operations}),
      operation ${t.text} not null,
      hidden_inputs ${t.text} not null,
      status ${t.text} not null check (status in ('Pending', 'Started', 'Failed', 'Canceled', 'Done')),
      reason ${t.text},
      acting_user_id ${t.uuid},
      acting_bot_id ${t.uuid},
      acting_deployment_id ${t.uuid},
      acting_name ${t.text} not null,
      credential_kind ${t.text} not null,
      credential_id ${t.uuid} not null,
      credential_name ${t.text} not null,
      canceled_by_user_id ${t.uuid},
      canceled_by_bot_id ${t.uuid},
      canceled_by_deployment_id ${t.uuid},
      canceled_by_name ${t.text},
      canceled_credential_kind ${t.text},
      canceled_credential_id ${t.uuid},
      canceled_credential_name ${t.text},
      webhook_id ${t.uuid},
      attempts ${t.int} not null,
      lease_id ${t.uuid},
      lease_ends_at ${t.int},
      response ${t.text},
      output_bytes ${t.int} not null,
      is_output_cut ${t.int} not null check (is_output_cut in (0, 1)),
      ${exactlyOne('acting', '1')},
      ${exactlyOne('canceled_by', "case when status = 'Canceled' then 1 else 0 end")},
      check ((canceled_by_name is null) = (status <> 'Canceled')),
      check ((canceled_credential_id is null) = (status <> 'Canceled')),
      check ((finished_at is null) = (status in ('Pending', 'Started'))),
      check ((lease_ends_at is null) = (status <> 'Started'))
    ) ${t.strict}`,
    by('by_time', 'created_at, id'),
    // Each filter of a list finds its rows newest first; what often stands beside it is told without the row.
    by('of_deployment', `deployment_id, ${newest}`),
    by('of_kind', `kind_id, ${newest}`),
    by('of_env', `env_id, ${newest}`),
    by('of_env_and_kind', `env_id, kind_id, ${newest}`),
    by('of_cluster', `cluster_id, ${newest}`),
    by('by_user', `acting_user_id, ${newest}`, 'where acting_user_id is not null'),
    by('by_bot', `acting_bot_id, ${newest}`, 'where acting_bot_id is not null'),
    by(
      'by_deployment',
      `acting_deployment_id, ${newest}`,
      'where acting_deployment_id is not null',
    ),
    by('by_users', newest, 'where acting_user_id is not null'),
    by('by_bots', newest, 'where acting_bot_id is not null'),
    by('by_deployments', newest, 'where acting_deployment_id is not null'),
    by('by_credential', `credential_id, ${newest}`),
    by('by_operation', 'operation_name, created_at, id, status'),
    by('by_status', 'status, created_at, id, operation_name'),
    // What a claim looks through: the due ones of a cluster, in their turn.
    by('due', 'cluster_id, execute_at, created_at, id', "where status = 'Pending'"),
    by('unfinished', 'deployment_id, created_at', "where status in ('Pending', 'Started')"),
    by('lapsing', 'lease_ends_at', "where status = 'Started'"),
    // However many runners claim at once: one task at a time on a deployment.
    sql`create unique index deployment_tasks_one_at_a_time on deployment_tasks (deployment_id)
      where status = 'Started'`,
    sql`create table task_outputs (
      task_id ${t.uuid} not null references deployment_tasks (id) on delete cascade,
      seq ${t.int} not null,
      text ${t.text} not null,
      primary key (task_id, seq)
    ) ${t.strict}`,
  ];
}

function webhooks(t: Types) {
  return [
    sql`create table deployment_webhooks (
      id ${t.uuid} not null primary key,
      deployment_id ${t.uuid} not null references deployments (id) on delete cascade,
      name ${t.text} not null,
      sibling_key ${t.text} not null,
      operation_name ${t.text} not null check (operation_name in ${operations}),
      operation ${t.text} not null,
      hidden_inputs ${t.text} not null,
      takes_body ${t.int} not null check (takes_body in (0, 1)),
      created_at ${t.int} not null,
      created_by_kind ${t.text} not null check (created_by_kind in ${makers}),
      created_by_id ${t.uuid},
      created_by_name ${t.text} not null
    ) ${t.strict}`,
    sql`create unique index deployment_webhooks_once on deployment_webhooks (deployment_id, sibling_key)`,
    sql`create table webhook_deliveries (
      webhook_id ${t.uuid} not null references deployment_webhooks (id) on delete cascade,
      delivery_id ${t.text} not null,
      task_id ${t.uuid} not null,
      at ${t.int} not null,
      primary key (webhook_id, delivery_id)
    ) ${t.strict}`,
    sql`create index webhook_deliveries_by_time on webhook_deliveries (webhook_id, at)`,
  ];
}

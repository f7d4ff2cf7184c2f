import { createHash } from 'node:crypto';
import type { TableRows, Value } from './table-rows.ts';
import type { Tree } from './tree-data.ts';
import { uuidAt } from './uuid-at.ts';

/** How much is deployed, and how much was done to it. */
export interface DeployedSize {
  readonly deployments: number;
  readonly tasks: number;
}

export interface Deployed {
  readonly tables: readonly TableRows[];
  readonly deploymentIds: readonly string[];
  readonly clusterIds: readonly string[];
}

interface Around {
  readonly tree: Pick<Tree, 'envIds' | 'kindIds' | 'accountIds' | 'aboveEnv'>;
  readonly userIds: readonly string[];
  /** Milliseconds since 1970. */
  readonly start: number;
  readonly now: number;
}

/** Of each kind: more than are read as a whole to find one of them. */
const versions = 50;

/** What runs on a site, and its History of three years. */
export function makeDeployed(size: DeployedSize, around: Around): Deployed {
  const { tree, now } = around;
  const ids = (count: number) => Array.from({ length: count }, () => uuidAt(now - 1000));
  // Two deployments an env, so that the clusters are as many as half of them.
  const clusters = Math.max(1, Math.min(tree.envIds.length, size.deployments >> 1));
  const made: Made = {
    clusterIds: ids(clusters),
    chartIds: ids(tree.kindIds.length * versions),
    deploymentIds: ids(size.deployments),
    webhookIds: ids(size.deployments >> 3),
    kindOf: (deployment) => deployment % tree.kindIds.length,
    clusterOf: (deployment) => deployment % clusters,
  };
  const tasks = tasksTable(size.tasks, made, around);
  return {
    ...made,
    tables: [
      clustersTable(made, around),
      chartsTable(made, around),
      nodesTable(made, around),
      deploymentsTable(made),
      tokensTable(made, around),
      partsTable(made, around),
      tasks,
      outputsTable(tasks),
      webhooksTable(made, around),
      deliveriesTable(made, around),
    ],
  };
}

interface Made {
  readonly clusterIds: readonly string[];
  readonly chartIds: readonly string[];
  readonly deploymentIds: readonly string[];
  readonly webhookIds: readonly string[];
  readonly kindOf: (deployment: number) => number;
  readonly clusterOf: (deployment: number) => number;
}

const words = (text: string) => text.split(' ');

function clustersTable({ clusterIds }: Made, { tree, now }: Around): TableRows {
  return {
    table: 'k8s_clusters',
    columns: words(
      'id env_id provider_id name name_key region_name runner_kind runner_id runner_name last_seen_at is_ok is_ignored created_at',
    ),
    *rows() {
      for (const [i, id] of clusterIds.entries()) {
        const name = `cluster ${i}`;
        const runner = ['service_account', tree.accountIds[0] as string, 'runner'];
        yield [id, tree.envIds[i] as string, name, name, name, 'local', ...runner, now, 1, 0, now];
      }
    },
  };
}

function chartsTable({ chartIds }: Made, { tree, start }: Around): TableRows {
  return {
    table: 'helm_charts',
    columns: words(
      'id kind_id image_digest image_tag is_available values_ui actions_schema features resource_types parsed_branch created_at',
    ),
    *rows() {
      for (const [i, id] of chartIds.entries()) {
        const kind = tree.kindIds[i % tree.kindIds.length] as string;
        const branch = i % 2 === 0 ? 'main' : null;
        yield [
          ...[id, kind, `sha256:${i}`, `1.${i}`, 1, 'null', 'null', 'null', 'null'],
          ...[branch, start + i],
        ];
      }
    },
  };
}

const nameOf = (deployment: number) => `service ${deployment}`;

function nodesTable({ deploymentIds, kindOf, clusterOf }: Made, { tree, now }: Around): TableRows {
  return {
    table: 'resources',
    columns: words(
      'id type name name_key sibling_key parent_id organization_id project_id env_id kind_id created_at',
    ),
    *rows() {
      for (const [i, id] of deploymentIds.entries()) {
        const name = nameOf(i);
        const env = clusterOf(i);
        const envId = tree.envIds[env] as string;
        const kind = tree.kindIds[kindOf(i)] as string;
        const above = [envId, ...tree.aboveEnv(env), envId, kind];
        yield [id, 'deployment', name, name, `${kind}/${name}`, ...above, now];
      }
    },
  };
}

const statuses = ['Running', 'Running', 'Running', 'Running', 'Running', 'Running', 'Error'];

function deploymentsTable({ deploymentIds, chartIds, clusterIds, kindOf, clusterOf }: Made) {
  return {
    table: 'deployments',
    columns: words(
      'id cluster_id helm_chart_id is_enabled status config values_override namespace',
    ),
    *rows() {
      for (const [i, id] of deploymentIds.entries()) {
        const cluster = clusterIds[clusterOf(i)] as string;
        const status = statuses[i % statuses.length] as string;
        const chart = chartIds[kindOf(i)] as string;
        yield [id, cluster, chart, i % 20 === 0 ? 0 : 1, status, '{}', 'null', `service-${i}`];
      }
    },
  } satisfies TableRows;
}

function tokensTable({ deploymentIds }: Made, { now }: Around): TableRows {
  return {
    table: 'deployment_tokens',
    columns: words('id deployment_id secret_sha256 created_at expires_at revoked_at'),
    *rows() {
      for (const deployment of deploymentIds) {
        const id = uuidAt(now);
        const digest = createHash('sha256').update(id).digest();
        yield [id, deployment, digest, now, now + 3_600_000, null];
      }
    },
  };
}

function partsTable({ deploymentIds, clusterIds, clusterOf }: Made, { now }: Around): TableRows {
  return {
    table: 'k8s_resources',
    columns: words(
      'id deployment_id cluster_id kind api_version name name_key status_color metadata last_updated_at',
    ),
    *rows() {
      for (const [i, deployment] of deploymentIds.entries()) {
        const cluster = clusterIds[clusterOf(i)] as string;
        const name = nameOf(i);
        yield [uuidAt(now), deployment, cluster, 'Process', 'v1', name, name, '[]', 'null', now];
      }
    },
  };
}

/** One in ten is done to the first deployment, and one in three by the first account: a busy pipeline. */
function tasksTable(count: number, made: Made, around: Around): TableRows & { ids: string[] } {
  const { deploymentIds, chartIds, clusterIds, kindOf, clusterOf } = made;
  const { tree, start, now } = around;
  const timeOf = (i: number) => start + Math.floor(((now - start) * i) / count);
  const ids = Array.from({ length: count }, (_, i) => uuidAt(timeOf(i)));
  return {
    ids,
    table: 'deployment_tasks',
    columns: words(
      'id created_at execute_at finished_at deployment_id deployment_name kind_id kind_name env_id env_name cluster_id namespace operation_name operation hidden_inputs status acting_user_id acting_bot_id acting_deployment_id acting_name credential_kind credential_id credential_name canceled_by_user_id canceled_by_name canceled_credential_kind canceled_credential_id canceled_credential_name webhook_id attempts output_bytes is_output_cut',
    ),
    *rows() {
      for (const [i, id] of ids.entries()) {
        const at = timeOf(i);
        const deployment = i % 10 === 0 ? 0 : (i * 7919) % deploymentIds.length;
        const kind = kindOf(deployment);
        const env = clusterOf(deployment);
        const status = taskStatus(i, count);
        const ended = status === 'Pending' ? null : at + 1000;
        yield [
          ...[id, at, at, ended, deploymentIds[deployment] as string, nameOf(deployment)],
          ...[
            tree.kindIds[kind] as string,
            `kind ${kind}`,
            tree.envIds[env] as string,
            `env ${env}`,
          ],
          ...[clusterIds[clusterOf(deployment)] as string, nameOf(deployment)],
          ...operationAt(i, chartIds[kind] as string),
          ...['[]', status, ...actorAt(i, around, made)],
          ...canceler(status, around.userIds[0] as string),
          ...[null, 1, 100, 0],
        ];
      }
    },
  };
}

function taskStatus(i: number, count: number): 'Done' | 'Failed' | 'Canceled' | 'Pending' {
  if (i > count - 200) return 'Pending';
  if (i % 17 === 3) return 'Failed';
  return i % 40 === 7 ? 'Canceled' : 'Done';
}

function operationAt(i: number, chart: string): Value[] {
  if (i % 3 === 0) {
    const body = { InvokeAction: { helm_chart_id: chart, action_id: 'greet', body: {} } };
    return ['InvokeAction', JSON.stringify(body)];
  }
  if (i % 50 === 1) return ['Uninstall', '{"Uninstall":{}}'];
  return ['Reinstall', '{"Reinstall":{"reason":"a new version"}}'];
}

function actorAt(i: number, { tree, userIds }: Around, { deploymentIds }: Made): Value[] {
  const of = i % 10;
  if (of < 6) {
    const account = tree.accountIds[of < 3 ? 0 : i % tree.accountIds.length] as string;
    return [null, account, null, 'deployer', 'service_account_token', account, 'ci'];
  }
  if (of === 9) {
    const deployment = deploymentIds[i % deploymentIds.length] as string;
    return [null, null, deployment, 'service', 'deployment_token', deployment, 'Token of service'];
  }
  const user = userIds[(i * 31) % userIds.length] as string;
  return [user, null, null, 'Somebody', 'session', user, 'Browser session'];
}

const canceler = (status: string, user: string): Value[] =>
  status === 'Canceled'
    ? [user, 'Somebody', 'session', user, 'Browser session']
    : [null, null, null, null, null];

function outputsTable({ ids }: { readonly ids: readonly string[] }): TableRows {
  return {
    table: 'task_outputs',
    columns: words('task_id seq text'),
    *rows() {
      for (const id of ids) yield [id, 0, 'service is up'];
    },
  };
}

function webhooksTable({ webhookIds, deploymentIds }: Made, { tree, now }: Around): TableRows {
  return {
    table: 'deployment_webhooks',
    columns: words(
      'id deployment_id name sibling_key operation_name operation hidden_inputs takes_body created_at created_by_kind created_by_id created_by_name',
    ),
    *rows() {
      for (const [i, id] of webhookIds.entries()) {
        const operation = operationAt(0, tree.kindIds[0] as string);
        const maker = ['operator', null, 'root'];
        const name = `hook ${i}`;
        const deployment = deploymentIds[i] as string;
        yield [id, deployment, name, name, ...operation, '[]', 0, now, ...maker];
      }
    },
  };
}

function deliveriesTable({ webhookIds }: Made, { now }: Around): TableRows {
  return {
    table: 'webhook_deliveries',
    columns: words('webhook_id delivery_id task_id at'),
    *rows() {
      for (const id of webhookIds) {
        for (let i = 0; i < 5; i++) yield [id, `delivery ${i}`, uuidAt(now), now - i * 1000];
      }
    },
  };
}

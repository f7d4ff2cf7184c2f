import type { EndpointName } from '@keywright/contract';
import { made } from './made.ts';
import type { Cast } from './matrix-cast.ts';
import { type Deployed, invoke } from './matrix-deployments.ts';
import type { Asking } from './matrix-row.ts';
import type { Tree } from './matrix-tree.ts';
import type { Attack } from './tenants-attack.ts';

/** What another tenant has deployed in its env, by ids; the administrator is its runner. */
export interface RivalDeployed {
  readonly cluster: string;
  readonly deployment: string;
  readonly part: string;
  readonly task: string;
  readonly webhook: string;
}

export async function deployForRival(
  { admin, tree, deployed }: Cast,
  env_id: string,
  name: (what: string) => { readonly name: string },
): Promise<RivalDeployed> {
  const add = async (path: string, body: object): Promise<string> =>
    (await made(admin.post(`/api/v2/${path}`, { body }))).id;
  const cluster = await add('k8s-clusters', { ...name('cluster'), env_id });
  const deployment = await add('deployments', {
    ...name('deployment'),
    ...{ kind_id: tree.kind, cluster_id: cluster, helm_chart_id: deployed.chart },
  });
  const { name: part } = name('part');
  const resources = [{ kind: 'Process', api_version: 'v1', name: part, status_color: [] }];
  await admin.post(`/api/v2/k8s-clusters/${cluster}/report`, {
    body: { is_ok: true, deployments: [{ id: deployment, resources }] },
  });
  const parts = await admin.get(`/api/v2/k8s-resources?deployment_id=${deployment}`);
  const operation = invoke(deployed);
  return {
    ...{ cluster, deployment },
    part: parts.body.items[0].id,
    task: await add('deployment-tasks', { deployment_id: deployment, operation }),
    webhook: await add(`deployments/${deployment}/webhooks`, { ...name('webhook'), operation }),
  };
}

interface Scene {
  readonly rival: RivalDeployed & {
    readonly env: string;
    readonly project: string;
    readonly person: string;
    readonly account: string;
    readonly accountToken: string;
  };
  readonly tree: Tree;
  readonly deployed: Deployed;
}

/** The same attempts as on the tree, on what stands in a rival's env. */
export function attacksOnDeployments({ rival, tree, deployed }: Scene): Attack[] {
  const hidden = (name: EndpointName, at: string, asking: Asking): Attack => ({
    ...{ name, at, asking, expected: 'hidden' },
  });
  const byId = (id: string, names: readonly EndpointName[], body?: object) =>
    names.map((name) => hidden(name, 'params.id', { params: { id }, body }));
  const filters = (name: EndpointName, of: Readonly<Record<string, string>>) =>
    Object.entries(of).map(
      ([field, id]): Attack => ({
        ...{ name, at: `query.${field}`, asking: { query: { [field]: id } }, expected: 'empty' },
      }),
    );
  const { cluster, deployment, task, webhook, part, env } = rival;
  const lease_id = crypto.randomUUID();
  const chart = { helm_chart_id: deployed.chart };
  const operation = invoke(deployed);
  const mine = { params: { id: deployed.deployment } };
  return [
    ...byId(cluster, ['getK8sCluster', 'deleteK8sCluster', 'claimDeploymentTask']),
    ...byId(cluster, ['updateK8sCluster'], { ignore: true }),
    ...byId(cluster, ['reportK8sCluster'], { is_ok: true }),
    hidden('registerK8sCluster', 'body.env_id', { body: { env_id: env, name: 'mine now' } }),
    hidden('updateK8sCluster', 'body.env_id', {
      params: { id: deployed.cluster },
      body: { env_id: env },
    }),
    ...filters('listK8sClusters', { env_id: env }),
    ...filters('listK8sResources', { cluster_id: cluster, deployment_id: deployment }),
    ...byId(part, ['getK8sResource']),
    ...filters('listDeployments', { env_id: env, cluster_id: cluster, project_id: rival.project }),
    ...byId(deployment, [
      ...(['getDeployment', 'deleteDeployment', 'listDeploymentActions'] as const),
      ...(['issueDeploymentToken', 'listDeploymentWebhooks'] as const),
    ]),
    ...byId(deployment, ['updateDeployment'], { description_md: 'mine now' }),
    ...byId(deployment, ['createDeploymentWebhook'], { name: 'mine now', operation }),
    hidden('createDeployment', 'body.cluster_id', {
      body: { name: 'mine', kind_id: tree.kind, cluster_id: cluster, ...chart },
    }),
    hidden('updateDeployment', 'body.cluster_id', { ...mine, body: { cluster_id: cluster } }),
    ...filters('listDeploymentTasks', {
      ...{ env_id: env, cluster_id: cluster, deployment_id: deployment },
      ...{ acting_bot_id: rival.account, acting_deployment_id: deployment },
      ...{ acting_user_id: rival.person, credential_id: rival.accountToken },
    }),
    hidden('createDeploymentTask', 'body.deployment_id', {
      body: { deployment_id: deployment, operation },
    }),
    ...byId(task, ['getDeploymentTask', 'cancelDeploymentTask', 'getDeploymentTaskOutput']),
    ...byId(task, ['reportTaskProgress'], { lease_id }),
    ...byId(task, ['reportTaskResult'], { lease_id, outcome: 'Done' }),
    ...byId(webhook, ['deleteDeploymentWebhook', 'callDeploymentWebhook']),
  ];
}

/** Charts and kinds are the site's; a lease is nobody's id; of deployments that are not a cluster's, its report says nothing. */
export const ofNoTenantDeployed: readonly string[] = [
  ...['listHelmCharts query.helm_registry_id', 'listHelmCharts query.kind_id'],
  ...['registerHelmChart body.kind_id', 'getHelmChart params.id'],
  ...['listDeployments query.kind_id', 'listDeploymentTasks query.kind_id'],
  ...['createDeployment body.kind_id', 'createDeployment body.helm_chart_id'],
  ...['updateDeployment body.helm_chart_id', 'issueDeploymentToken body.lease_id'],
  ...['reportTaskProgress body.lease_id', 'reportTaskResult body.lease_id'],
  'reportK8sCluster body.deployments.id',
];

import { exchange } from '../kit/http-client.ts';
import { made } from './made.ts';
import type { Cast } from './matrix-cast.ts';
import { invoke } from './matrix-deployments.ts';

/** What rows about deployments ask about: things made just now, in the env on which the cast holds its rights. */

export async function freshCluster({ admin, tree, freshName }: Cast): Promise<string> {
  const body = { env_id: tree.env, name: freshName() };
  return (await made(admin.post('/api/v2/k8s-clusters', { body }))).id;
}

export async function freshDeployment({ admin, tree, deployed, freshName }: Cast): Promise<string> {
  const body = {
    ...{ name: freshName(), kind_id: tree.kind, cluster_id: deployed.cluster },
    helm_chart_id: deployed.chart,
  };
  return (await made(admin.post('/api/v2/deployments', { body }))).id;
}

/** Of the administrator, for tomorrow: nobody takes it up meanwhile. */
export async function freshTask({ admin, deployed }: Cast): Promise<string> {
  const execute_at = new Date(Date.now() + 86_400_000).toISOString();
  const body = { deployment_id: deployed.deployment, operation: invoke(deployed), execute_at };
  return (await made(admin.post('/api/v2/deployment-tasks', { body }))).id;
}

export async function freshWebhook({ admin, deployed, freshName }: Cast): Promise<string> {
  const body = { name: freshName(), operation: invoke(deployed) };
  const path = `/api/v2/deployments/${deployed.deployment}/webhooks`;
  return (await made(admin.post(path, { body }))).id;
}

/** A task of a deployment of its own that the runner has taken up. */
export async function freshClaim(cast: Cast): Promise<{ task: string; lease_id: string }> {
  await freshDeployment(cast);
  const url = new URL(`/api/v2/k8s-clusters/${cast.deployed.cluster}/claim`, cast.server.url);
  const { body } = await exchange('POST', url, {}, cast.accounts.runner.headers.token);
  if (!body.claimed) throw new Error(`Nothing was claimed: ${JSON.stringify(body)}`);
  return { task: body.claimed.task.id, lease_id: body.claimed.lease_id };
}

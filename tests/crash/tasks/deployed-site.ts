import { builtInRoles } from '@keywright/contract';
import { type Client, createClient } from '@keywright/sdk';
import type { Random } from '../random.ts';

export interface DeployedSite {
  readonly cluster: string;
  /** Of the service account that registered it. */
  readonly runnerToken: string;
  /** The ids of all tasks that are to be done, and nobody has begun on. */
  readonly tasks: readonly string[];
}

/** About so many tasks to each deployment: its Install, and what comes after. */
const tasksEach = 4;

const action = {
  id: 'greet',
  title: 'Greet',
  description: '',
  allowed_role: 'Maintainer',
  endpoint: 'standard_ingress',
  path: 'greet',
  method: 'POST',
} as const;

/** Makes an env with a cluster, and deployments there with so many tasks in all. */
export async function deploySite(
  baseUrl: string,
  adminToken: string,
  { tasks: count, random }: { tasks: number; random: Random },
): Promise<DeployedSite> {
  const admin = createClient({ url: baseUrl, token: adminToken });
  const organization = await admin.createOrganization({ body: { name: 'acme' } });
  const project = await admin.createProject({
    body: { name: 'shop', organization_id: organization.id },
  });
  const env = await admin.createEnv({ body: { name: 'production', project_id: project.id } });
  const kind = await admin.createDeploymentKind({ body: { name: 'web' } });
  const chart = await admin.registerHelmChart({
    body: {
      ...{ kind_id: kind.id, image_tag: '1.0.0', image_digest: 'sha256:one' },
      actions_schema: { schema_version: 0, actions: [action] },
    },
  });
  const account = await admin.createServiceAccount({
    body: {
      ...{ name: 'runner', home_id: project.id },
      grants: [{ resource_id: env.id, role_id: builtInRoles.runner.id }],
    },
  });
  const { created_token: runnerToken } = await admin.createServiceAccountToken({
    body: { service_account_id: account.id },
  });
  const cluster = await createClient({ url: baseUrl, token: runnerToken }).registerK8sCluster({
    body: { env_id: env.id, name: 'one' },
  });

  for (let made = 0; made < count; ) {
    const deployment = await admin.createDeployment({
      body: {
        ...{ name: `web-${made}`, kind_id: kind.id, cluster_id: cluster.id },
        ...{ helm_chart_id: chart.id, config: { step: 0 } },
      },
    });
    made++;
    for (let more = 1; more < tasksEach && made < count; more++, made++) {
      await (random.below(2) === 0
        ? invoke(admin, deployment.id, chart.id)
        : upgrade(admin, deployment.id, more));
    }
  }
  return { cluster: cluster.id, runnerToken, tasks: await tasksOf(admin, cluster.id) };
}

function invoke(admin: Client, deployment_id: string, helm_chart_id: string): Promise<unknown> {
  const InvokeAction = { helm_chart_id, action_id: action.id, body: {} };
  return admin.createDeploymentTask({ body: { deployment_id, operation: { InvokeAction } } });
}

function upgrade(admin: Client, id: string, step: number): Promise<unknown> {
  return admin.updateDeployment({ params: { id }, body: { config: { step } } });
}

async function tasksOf(admin: Client, cluster_id: string): Promise<string[]> {
  const { items } = await admin.listDeploymentTasks({ query: { cluster_id, per_page: 200 } });
  return items.map(({ id }) => id);
}

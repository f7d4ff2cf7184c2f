import { builtInRoles } from '../../packages/contract/src/index.ts';
import { type Answer, type Client, createClient } from '../kit/http-client.ts';
import { adminOf } from './invited.ts';
import { type Made, made, madeTree, named } from './made-tree.ts';

type Body = Answer['body'];

/** A program's part of the work of a runner: it registers, claims and reports, and runs nothing. */
export interface ScriptedRunner {
  readonly accountId: string;
  readonly cluster: Made;
  /** Claims what is due and ends it, until nothing is. */
  work(outcome?: 'Done' | 'Failed', reason?: string): Promise<void>;
  /** Says what it sees of a deployment. */
  report(deployment: string, seen: object): Promise<void>;
}

export interface Site {
  readonly project: Made;
  readonly env: Made;
  readonly kind: Made;
  readonly chart: Made & { readonly image_tag: string };
  readonly runner: ScriptedRunner;
}

/** What the chart of `madeSite` can be told, with an input of each usual type. */
const valuesUi = {
  inputs: [
    { id: 'greeting', type: 'text', label: 'Greeting', required: true, helpText: 'On its page.' },
    { id: 'replicas', type: 'number', label: 'Replicas', initialValue: 2, minimum: 1, maximum: 9 },
    { id: 'debug', type: 'Checkbox', label: 'Debug log' },
    {
      ...{ id: 'size', type: 'RadioSelect', label: 'Size', initialValue: 's' },
      options: [
        { value: 's', label: 'Small' },
        { value: 'l', label: 'Large', helpText: 'Costs twice as much.' },
      ],
    },
    { id: 'password', type: 'text', label: 'Password', sensitive: true },
  ],
};

const action = { endpoint: 'standard_ingress', method: 'POST', allowed_role: 'Maintainer' };
const actions = [
  {
    ...{ ...action, id: 'scale', title: 'Scale', path: 'scale' },
    description: 'Changes how many copies of it run.',
    ui_schema: {
      inputs: [
        { id: 'count', type: 'number', label: 'Copies', required: true, minimum: 1, maximum: 9 },
      ],
    },
  },
  {
    ...{ ...action, id: 'wipe', title: 'Wipe', path: 'wipe', allowed_role: 'Owner' },
    ...{ description: 'Deletes all that it has stored.', dangerous: true },
  },
  {
    ...{ ...action, id: 'drain', title: 'Drain', path: 'drain' },
    ...{ description: 'Takes no more work.', allowed_on_statuses: ['Busy'] },
  },
];

/** An env with a runner's cluster, and a kind with a version to deploy there. */
export async function madeSite(url: string): Promise<Site> {
  const { project, env } = await madeTree(url);
  const kind = await made(url, 'deployment-kinds', { name: named('web') });
  const chart = await madeChart(url, kind.id, '1.0.0');
  return { project, env, kind, chart, runner: await madeRunner(url, env.id) };
}

export const madeChart = (url: string, kindId: string, version: string) =>
  made(url, 'helm-charts', {
    ...{ kind_id: kindId, image_tag: version, image_digest: `sha256:${version}` },
    ...{ parsed_branch: 'main', values_ui: valuesUi },
    actions_schema: { schema_version: 0, actions },
  }) as Promise<Site['chart']>;

/** A service account that registers a cluster in an env, and works for it as it is told. */
export async function madeRunner(url: string, envId: string): Promise<ScriptedRunner> {
  const account: Body = await made(url, 'service-accounts', {
    name: named('runner'),
    grants: [{ role_id: builtInRoles.runner.id, resource_id: envId }],
    token: { name: 'host' },
  });
  const headers = { 'x-platz-token': account.token.created_token };
  const client = createClient(url, { headers });
  const cluster = await sent(client, 'k8s-clusters', { env_id: envId, name: named('host') });
  await sent(client, `k8s-clusters/${cluster.id}/report`, { is_ok: true });
  return {
    accountId: account.id,
    cluster,
    async work(outcome = 'Done', reason) {
      for (;;) {
        const { claimed } = await sent(client, `k8s-clusters/${cluster.id}/claim`, {});
        if (claimed === null) return;
        const { lease_id, task } = claimed;
        const result = { lease_id, outcome, reason };
        await sent(client, `deployment-tasks/${task.id}/result`, result);
      }
    },
    async report(id, seen) {
      const body = { is_ok: true, deployments: [{ id, ...seen }] };
      await sent(client, `k8s-clusters/${cluster.id}/report`, body);
    },
  };
}

/** A deployment that the administrator made; nothing has been done about it yet. */
export const deployed = (url: string, site: Site, more: object = {}): Promise<Made> =>
  made(url, 'deployments', {
    ...{ name: named('shop'), kind_id: site.kind.id, helm_chart_id: site.chart.id },
    cluster_id: site.runner.cluster.id,
    config: { greeting: 'Hello', replicas: 2, size: 's', password: 'secret' },
    ...more,
  });

/** Lets somebody do what a role allows with the deployments of a site’s kind. */
export const grantedKind = (
  url: string,
  principalId: string,
  role: 'deploymentOwner' | 'deploymentMaintainer',
  { env, kind }: Site,
): Promise<Made> =>
  made(url, 'grants', {
    principal_id: principalId,
    role_id: builtInRoles[role].id,
    resource_id: env.id,
    kind_id: kind.id,
  });

/** What the server has of a deployment, for the administrator. */
export async function readDeployment(url: string, id: string): Promise<Body> {
  return (await (await adminOf(url)).get(`/api/v2/deployments/${id}`)).body;
}

async function sent(client: Client, path: string, body: object): Promise<Body> {
  const answer = await client.post(`/api/v2/${path}`, { body });
  if (answer.status >= 300) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

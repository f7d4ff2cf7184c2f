import { builtInRoles } from '@keywright/contract';
import { type Client, exchange } from '../kit/http-client.ts';
import { made } from './made.ts';
import type { Account } from './matrix-accounts.ts';
import type { Headers } from './matrix-principals.ts';
import type { Tree } from './matrix-tree.ts';

/** What stands in acme / shop / production, by ids; its runner is of the cast. */
export interface Deployed {
  readonly cluster: string;
  readonly chart: string;
  /** Of the tree's kind, with one part. */
  readonly deployment: string;
  readonly part: string;
  readonly webhook: string;
  /** Another of that kind, which asks: it maintains those of its kind. */
  readonly acting: { readonly id: string; readonly headers: Headers };
}

/** An action of the chart, as charts say it. */
const greet = {
  id: 'greet',
  title: 'Greet',
  description: 'Says hello.',
  allowed_role: 'Maintainer',
  endpoint: 'standard_ingress',
  path: 'greet',
  method: 'POST',
};

export async function deployed(
  base: string,
  admin: Client,
  { tree, runner }: { tree: Tree; runner: Account },
): Promise<Deployed> {
  const asRunner = (path: string, body: object) =>
    exchange('POST', new URL(`/api/v2/${path}`, base), body, runner.headers.token);
  const { id: cluster } = await made(
    asRunner('k8s-clusters', { env_id: tree.env, name: 'production cluster' }),
  );
  const { id: chart } = await made(
    admin.post('/api/v2/helm-charts', {
      body: {
        ...{ kind_id: tree.kind, image_tag: '1.0.0', image_digest: 'sha256:one' },
        actions_schema: { schema_version: 0, actions: [greet] },
      },
    }),
  );
  const deploy = async (name: string): Promise<string> => {
    const body = { name, kind_id: tree.kind, cluster_id: cluster, helm_chart_id: chart };
    return (await made(admin.post('/api/v2/deployments', { body: { ...body, config: {} } }))).id;
  };
  const deployment = await deploy('front');
  const acting = await deploy('caller');
  const resources = [{ kind: 'Process', api_version: 'v1', name: 'front', status_color: [] }];
  const report = await asRunner(`k8s-clusters/${cluster}/report`, {
    is_ok: true,
    deployments: [{ id: deployment, resources }],
  });
  if (report.status !== 200) throw new Error(`Not reported: ${JSON.stringify(report.body)}`);
  const parts = await admin.get(`/api/v2/k8s-resources?deployment_id=${deployment}`);
  const webhook = await made(
    admin.post(`/api/v2/deployments/${deployment}/webhooks`, {
      body: { name: 'greeted', operation: invoke({ chart }) },
    }),
  );
  await admin.post('/api/v2/grants', {
    body: {
      ...{ principal_id: acting, resource_id: tree.env, kind_id: tree.kind },
      role_id: builtInRoles.deploymentMaintainer.id,
    },
  });
  const token = await made(asRunner(`deployments/${acting}/tokens`, {}));
  return {
    ...{ cluster, chart, deployment },
    part: parts.body.items[0].id,
    webhook: webhook.id,
    acting: { id: acting, headers: { 'x-platz-token': token.access_token } },
  };
}

/** The operation that says hello. */
export const invoke = ({ chart }: Pick<Deployed, 'chart'>) => ({
  InvokeAction: { helm_chart_id: chart, action_id: 'greet', body: {} },
});

import { setTimeout as pause } from 'node:timers/promises';
import { type Client, createClient } from '@keywright/sdk';
import { type Timing, timingOf } from './time-requests.ts';

export interface TaskTimes {
  /** From before a task is asked for until the runner that waits has it. */
  readonly start: Timing;
  /** A claim where something is due, and its result. */
  readonly claim: Timing;
}

/** Times a runner on a site: how soon it has a task that was asked for, and how long a claim takes. */
export async function timeTasks(baseUrl: string, token: string, times: number): Promise<TaskTimes> {
  const client = createClient({ url: baseUrl, token });
  const work = await deploy(client);
  const waiting: number[] = [];
  for (let i = 0; i < times; i++) waiting.push(await startOf(client, work));
  const claiming: number[] = [];
  for (let i = 0; i < times; i++) {
    await invoke(client, work);
    const begun = performance.now();
    await finish(client, await client.claimDeploymentTask({ params: { id: work.cluster } }));
    claiming.push(performance.now() - begun);
  }
  return { start: timingOf(waiting), claim: timingOf(claiming) };
}

interface Work {
  readonly cluster: string;
  readonly deployment: string;
  readonly chart: string;
}

async function deploy(client: Client): Promise<Work> {
  const env = await client.createEnv({ body: { name: 'timed' } });
  const kind = await client.createDeploymentKind({ body: { name: 'timed' } });
  const cluster = await client.registerK8sCluster({ body: { env_id: env.id, name: 'timed' } });
  const greet = {
    id: 'greet',
    title: 'Greet',
    description: '',
    allowed_role: 'Maintainer',
    endpoint: 'standard_ingress',
    path: 'greet',
    method: 'POST',
  } as const;
  const chart = await client.registerHelmChart({
    body: {
      ...{ kind_id: kind.id, image_tag: '1.0.0', image_digest: 'sha256:timed' },
      actions_schema: { schema_version: 0, actions: [greet] },
    },
  });
  const deployment = await client.createDeployment({
    body: { kind_id: kind.id, cluster_id: cluster.id, helm_chart_id: chart.id },
  });
  const installing = await client.claimDeploymentTask({ params: { id: cluster.id } });
  await finish(client, installing);
  return { cluster: cluster.id, deployment: deployment.id, chart: chart.id };
}

function invoke(client: Client, { deployment, chart }: Work) {
  const action = { helm_chart_id: chart, action_id: 'greet', body: {} };
  return client.createDeploymentTask({
    body: { deployment_id: deployment, operation: { InvokeAction: action } },
  });
}

async function startOf(client: Client, work: Work): Promise<number> {
  const claim = client.claimDeploymentTask({
    params: { id: work.cluster },
    body: { wait_s: 20 },
  });
  // Not a wait for an event: a runner that has been idle for a while is what is timed.
  await pause(100);
  const asked = performance.now();
  const [claimed] = await Promise.all([
    claim.then((one) => [one, performance.now()] as const),
    invoke(client, work),
  ]);
  const [answer, at] = claimed;
  await finish(client, answer);
  return at - asked;
}

async function finish(
  client: Client,
  { claimed }: Awaited<ReturnType<Client['claimDeploymentTask']>>,
): Promise<void> {
  if (!claimed) throw new Error('Nothing was claimed.');
  const body = { lease_id: claimed.lease_id, outcome: 'Done' } as const;
  await client.reportTaskResult({ params: { id: claimed.task.id }, body });
}

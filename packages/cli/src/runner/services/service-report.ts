import type { SentTo } from '@keywright/sdk';
import type { RunningService } from './launch.ts';
import { readStatus } from './read-status.ts';
import type { ServiceState } from './service-state.ts';
import type { StrandedService } from './services.ts';

type DeploymentReport = NonNullable<SentTo<'reportK8sCluster'>['body']['deployments']>[number];

/** What a runner reports of a deployment it runs: its one part, and how it says it is. */
export async function serviceReport(running: RunningService): Promise<DeploymentReport> {
  const { state, service, supervised } = running;
  const isUp = supervised.isUp();
  return {
    id: state.deployment.id,
    resources: [partOf(state, isUp, supervised.restarts())],
    status: await statusOf(running, isUp, service.status_path),
  };
}

/** The same of one that could not be started. */
export function strandedReport({ state, problem }: StrandedService): DeploymentReport {
  return {
    id: state.deployment.id,
    resources: [partOf(state, false, 0)],
    status: { content: null, error: problem.slice(0, 2000) },
  };
}

function partOf(state: ServiceState, isUp: boolean, restarts: number) {
  return {
    kind: 'Service',
    api_version: 'keywright/v1',
    name: state.deployment.namespace,
    status_color: [isUp ? 'success' : 'danger'],
    metadata: { port: state.port, restarts, version: state.chart.version },
  };
}

async function statusOf({ state }: RunningService, isUp: boolean, path: string | undefined) {
  if (!isUp) return { content: null, error: 'The program has ended, and is started again.' };
  if (path !== undefined) return readStatus(`http://127.0.0.1:${state.port}${path}`);
  return { content: { status: { name: 'Running', color: 'success' as const } }, error: null };
}

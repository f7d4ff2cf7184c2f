import type { Client } from '@keywright/sdk';
import type { Config } from './config.ts';
import type { SayOnce } from './say-once.ts';
import { explained } from './server-failure.ts';
import type { RunningService } from './services/launch.ts';
import { serviceReport, strandedReport } from './services/service-report.ts';
import type { Services } from './services/services.ts';
import { waitFor } from './wait.ts';

const callLimitMs = 10_000;
/** Of one report, by the API. */
const mostDeployments = 200;

export interface HeartbeatNeeds {
  readonly client: Client;
  readonly config: Config;
  readonly services: Services;
  readonly trouble: SayOnce;
  /** What keeps the runner from working as it should, in sentences. */
  readonly problems: () => readonly string[];
  /** Whether a task on the deployment is worked on: what becomes of it is the task's to say. */
  readonly isBusy: (deploymentId: string) => boolean;
}

/** Tells the server that the runner lives and what it sees. Answers with what ought to run here. */
export async function report(needs: HeartbeatNeeds, clusterId: string): Promise<readonly string[]> {
  const { client, services, problems } = needs;
  const deployments = [
    ...(await Promise.all(services.all().map(serviceReport))),
    ...services.stranded().map(strandedReport),
  ];
  const reason = problems().join(' ').slice(0, 1000);
  let wanted: readonly string[] = [];
  for (let from = 0; from === 0 || from < deployments.length; from += mostDeployments) {
    const answer = await client.reportK8sCluster({
      params: { id: clusterId },
      body: {
        is_ok: reason === '',
        not_ok_reason: reason === '' ? null : reason,
        deployments: deployments.slice(from, from + mostDeployments),
      },
      signal: AbortSignal.timeout(callLimitMs),
    });
    wanted = answer.deployment_ids;
  }
  return wanted;
}

/** Reports now, and stops what ought not to run here any more. Never rejects. */
export async function beat(needs: HeartbeatNeeds, clusterId: string): Promise<void> {
  const { services, trouble, isBusy } = needs;
  // What is begun after the server looked is not in its answer.
  const before = services.all();
  try {
    const wanted = await report(needs, clusterId);
    trouble.isOver();
    const isGone = (one: RunningService) => {
      const { id } = one.state.deployment;
      return !wanted.includes(id) && !isBusy(id) && services.get(id) === one;
    };
    const gone = before.filter(isGone);
    await Promise.all(gone.map(({ state }) => services.drop(state.deployment.id)));
  } catch (error) {
    trouble.is(`The server was not told how things are. ${explained(error)}`);
  }
}

export async function keepBeating(
  needs: HeartbeatNeeds,
  clusterId: string,
  stopping: AbortSignal,
): Promise<void> {
  while (!stopping.aborted) {
    await waitFor(needs.config.report_every_s * 1000, stopping);
    if (!stopping.aborted) await beat(needs, clusterId);
  }
}

import type { ClaimedTask } from '@keywright/sdk';
import type { Chart } from '../charts/chart.ts';
import { createTaskOutput } from '../output/task-output.ts';
import { explained } from '../server-failure.ts';
import { missingChart } from '../services/launch.ts';
import { carryOut, operationOf, type TaskNeeds } from './carry-out.ts';
import { failed, type Job, RunnerStops } from './job.ts';
import { createLease, type Lease, LeaseOver, type Result } from './lease.ts';

export interface WorkNeeds extends TaskNeeds {
  readonly chartOf: (digest: string) => Chart | undefined;
  /** Given, with a `RunnerStops`, when tasks have to be let go. */
  readonly letGo: AbortSignal;
}

/** Carries out a claimed task, and tells the server how it went. Never rejects. */
export async function workOn(needs: WorkNeeds, claimed: ClaimedTask): Promise<void> {
  const { log } = needs;
  const title = `${operationOf(claimed)} of ${claimed.deployment.kind.name} ${claimed.deployment.name} (${claimed.task.id})`;
  const startedAt = Date.now();
  const lease = createLease(needs.client, claimed, needs.config.lease_s);
  try {
    // Whatever held this process up since the claim: the task is its own still, or it is not begun.
    await lease.progress();
    log.info(`${title} begins.`);
    const result = await outcomeOf(needs, claimed, lease);
    const problem = await lease.finish(result);
    const took = `${((Date.now() - startedAt) / 1000).toFixed(1)} s`;
    if (problem === undefined)
      log.info(`${title}: ${result.outcome} in ${took}. ${result.reason ?? ''}`.trim());
    else
      log.warn(`${title}: ${result.outcome} in ${took}, but the server was not told. ${problem}`);
  } catch (error) {
    await lease.giveBack();
    log.warn(`${title} is let go. ${explained(error)}`);
  }
}

/** Throws where the task is not this runner's to end. */
async function outcomeOf(needs: WorkNeeds, claimed: ClaimedTask, lease: Lease): Promise<Result> {
  const { image_digest, image_tag } = claimed.deployment.chart;
  const kindName = claimed.deployment.kind.name;
  const kind = needs.config.kinds.get(kindName);
  if (kind === undefined)
    return failed(`The runner’s config does not know kind ${kindName}. Add it there.`);
  const chart = needs.chartOf(image_digest);
  const isLeaving = operationOf(claimed) === 'Uninstall' || operationOf(claimed) === 'InvokeAction';
  if (chart === undefined && !isLeaving)
    return failed(missingChart(needs.config, kindName, image_tag));
  const job: Job = {
    claimed,
    kind,
    chartFolder: chart?.folder ?? '',
    lease,
    output: createTaskOutput((piece) => lease.progress(piece)),
    signal: AbortSignal.any([lease.over, needs.letGo]),
  };
  try {
    return await carryOut(needs, job);
  } catch (error) {
    if (error instanceof LeaseOver) throw error;
    if (error instanceof RunnerStops && operationOf(claimed) !== 'InvokeAction') throw error;
    return failed(explained(error));
  }
}

import type { ClaimedTask, Client } from '@keywright/sdk';
import type { Config } from '../config.ts';
import type { SayOnce } from '../say-once.ts';
import { explained, mayPass } from '../server-failure.ts';
import { waitFor } from '../wait.ts';

/** How long the server is asked to wait for a task; it answers at once when there is one. */
const waitS = 20;
const callLimitMs = 40_000;
const retryEveryMs = 1_000;
/** A refusal is on the record each time, and ends only by somebody’s doing. */
const retryRefusedMs = 15_000;

export interface ClaimNeeds {
  readonly client: Client;
  readonly config: Config;
  readonly clusterId: string;
  readonly trouble: SayOnce;
  readonly workOn: (claimed: ClaimedTask) => Promise<void>;
  /** No more tasks are taken once this is given. */
  readonly stopping: AbortSignal;
}

/** Takes tasks as they come, as many at a time as the config says. Resolves once it was stopped and all have ended. */
export async function claimTasks(needs: ClaimNeeds): Promise<void> {
  const atWork = new Set<Promise<void>>();
  while (!needs.stopping.aborted) {
    if (atWork.size >= needs.config.concurrency) {
      await Promise.race(atWork);
      continue;
    }
    const claimed = await claim(needs);
    if (claimed === null) continue;
    const work = needs.workOn(claimed).finally(() => atWork.delete(work));
    atWork.add(work);
  }
  await Promise.all(atWork);
}

async function claim({ client, config, clusterId, trouble, stopping }: ClaimNeeds) {
  try {
    const { claimed } = await client.claimDeploymentTask({
      params: { id: clusterId },
      body: { wait_s: waitS, lease_s: config.lease_s },
      signal: AbortSignal.any([stopping, AbortSignal.timeout(callLimitMs)]),
    });
    trouble.isOver();
    return claimed;
  } catch (error) {
    if (stopping.aborted) return null;
    trouble.is(`No tasks can be taken. ${explained(error)}`);
    await waitFor(mayPass(error) ? retryEveryMs : retryRefusedMs, stopping);
    return null;
  }
}

import { randomUUID } from 'node:crypto';
import { endpoints, type LeaseId, leaseSeconds } from '@keywright/contract';
import { changeOperation, nothingStored, ownRecord } from '../../../request/operation.ts';
import type { Tx } from '../../../storage/storage.ts';
import { lockCluster } from '../clusters/queries.ts';
import type { DeploymentNeeds } from '../handed-in.ts';
import { announceTask } from './announce-task.ts';
import { claimedTask } from './claimed-task.ts';
import { endTask } from './end-task.ts';
import { type Claim, claimNextTask, type TaskRow } from './queries.ts';
import { runnerTarget } from './runner-target.ts';
import { refusalNow } from './still-allowed.ts';
import { waitForTask, waitingLimit } from './wait-for-task.ts';

const nothing = { output: { claimed: null }, audit: nothingStored } as const;

export const claimTaskOperation = (needs: DeploymentNeeds) => {
  const limit = waitingLimit();
  return changeOperation(endpoints.claimDeploymentTask, {
    // Before the transaction: what waits holds no row and no connection of the database.
    prepare: ({ caller, params, body, signal }) =>
      waitForTask(
        { ...needs, limit },
        { caller, clusterId: params.id, waitS: body?.wait_s ?? 0, signal },
      ),
    // Locked, so that claims of one cluster take turns: a second one then sees what the first has taken.
    target: async (tx, { params, caller }) =>
      runnerTarget(caller, await lockCluster(tx, params.id)),
    async run(tx, { body, signal }, cluster) {
      // Nobody is there any more to be told: the task would only wait for its lease to run out.
      if (signal.aborted) return nothing;
      const now = needs.clock();
      const leaseS = body?.lease_s ?? leaseSeconds.default;
      const leaseId = randomUUID() as LeaseId;
      const leaseEndsAt = now + leaseS * 1000;
      const claim = { clusterId: cluster.id, leaseId, now, leaseEndsAt };
      const task = await claimAllowed(tx, needs, claim);
      if (!task) return nothing;
      await announceTask(tx, task);
      const claimed = await claimedTask(tx, needs, { task, cluster, leaseId, leaseS, now });
      return { output: { claimed }, audit: ownRecord };
    },
  });
};

/** Takes the next one that whoever asked for it may still ask for; those before it have failed. */
async function claimAllowed(
  tx: Tx,
  needs: DeploymentNeeds,
  claim: Claim,
): Promise<TaskRow | undefined> {
  const { now } = claim;
  for (;;) {
    const task = await claimNextTask(tx, claim);
    const reason = task && (await refusalNow(tx, needs, task, now));
    if (!task || reason === undefined) return task;
    const end = { outcome: 'Failed', reason, response: null, leaseId: null, now } as const;
    // It does not touch its deployment: only what was asked for is refused.
    await endTask(tx, needs, { task, deployment: undefined, ...end });
  }
}

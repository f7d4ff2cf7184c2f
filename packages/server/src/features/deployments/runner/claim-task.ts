import { randomUUID } from 'node:crypto';
import { endpoints, type LeaseId, leaseSeconds } from '@keywright/contract';
import { changeOperation, ownRecord, unchanged } from '../../../request/operation.ts';
import { lockCluster } from '../clusters/queries.ts';
import type { DeploymentNeeds } from '../handed-in.ts';
import { announceTask } from './announce-task.ts';
import { claimedTask } from './claimed-task.ts';
import { claimNextTask } from './queries.ts';
import { runnerTarget } from './runner-target.ts';
import { waitForTask, waitingLimit } from './wait-for-task.ts';

const nothing = { output: { claimed: null }, audit: unchanged } as const;

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
      const task = await claimNextTask(tx, { clusterId: cluster.id, leaseId, now, leaseEndsAt });
      if (!task) return nothing;
      await announceTask(tx, task);
      const claimed = await claimedTask(tx, needs, { task, cluster, leaseId, leaseS, now });
      return { output: { claimed }, audit: ownRecord };
    },
  });
};

import type { DeploymentTaskId } from '@keywright/contract';
import type { Tx } from '../../../storage/storage.ts';
import type { DeploymentNeeds } from '../handed-in.ts';
import { heldDeployment } from '../tasks/held-deployment.ts';
import { afterLapse } from './after-lapse.ts';
import { announceTask } from './announce-task.ts';
import { endTask } from './end-task.ts';
import { lapsedTasks, lockTask, readTask, setPendingAgain } from './queries.ts';

export type LapseNeeds = Pick<
  DeploymentNeeds,
  'storage' | 'clock' | 'lockPath' | 'removeGrantsOf' | 'deleteNode'
>;

const atOnce = 100;

/**
 * Takes tasks away from runners that were not heard of in time, one transaction each: `onFailure` hears of one that
 * failed, and the others do not wait for it.
 */
export async function lapseLeases(
  needs: LapseNeeds,
  onFailure: (error: unknown) => void,
): Promise<void> {
  const { storage, clock } = needs;
  const ids = await storage.read((db) => lapsedTasks(db, clock(), atOnce));
  for (const id of ids) {
    await storage.change((tx) => lapse(tx, needs, id)).catch(onFailure);
  }
}

async function lapse(tx: Tx, needs: LapseNeeds, id: DeploymentTaskId): Promise<void> {
  const seen = await readTask(tx, id);
  const deployment = seen && (await heldDeployment(tx, needs.lockPath, seen.deployment_id));
  const task = seen && (await lockTask(tx, id));
  const now = needs.clock();
  // Another server was quicker, or the runner's report was.
  if (task?.status !== 'Started' || (task.lease_ends_at ?? 0) > now) return;
  const after = afterLapse(task.operation_name, task.attempts);
  switch (after.kind) {
    case 'again':
      await setPendingAgain(tx, id);
      return announceTask(tx, task);
    case 'failed': {
      const { reason } = after;
      const end = { outcome: 'Failed', reason, response: null, leaseId: null, now } as const;
      return endTask(tx, needs, { task, deployment, ...end });
    }
    default:
      throw after satisfies never;
  }
}

import { Problem } from '../../../request/problem.ts';
import type { Tx } from '../../../storage/storage.ts';
import { type ClusterRow, countDeploymentsOn, countUnfinishedTasksOf } from './queries.ts';

/**
 * Throws `conflict` while something is on a cluster, or to be done there: whoever works for it in another env would be
 * handed the tasks, inputs and all, of this one. `stays`: what it does meanwhile.
 */
export async function refuseInUse(
  tx: Tx,
  { id, name }: ClusterRow,
  stays: 'stays' | 'stays in its env',
): Promise<void> {
  const deployments = await countDeploymentsOn(tx, id);
  if (deployments > 0) {
    const what = deployments === 1 ? 'a deployment is' : `${deployments} deployments are`;
    throw new Problem('conflict', {
      message: `${name} ${stays} while ${what} on it. Move or delete them first.`,
    });
  }
  const tasks = await countUnfinishedTasksOf(tx, id);
  if (tasks === 0) return;
  const what = tasks === 1 ? 'a task is' : `${tasks} tasks are`;
  throw new Problem('conflict', {
    message: `${name} ${stays} while ${what} to be done there. Let its runner finish, or cancel what has not started.`,
  });
}

import type { DeploymentTaskId } from '@keywright/contract';
import { announceAt } from '../../../audit/write-audit-event.ts';
import type { Caller } from '../../../plane/principal.ts';
import { placeOf } from '../../../plane/tree/node.ts';
import type { Tx } from '../../../storage/storage.ts';
import { type DeploymentRow, readDeployments } from '../queries.ts';
import { actingOf } from '../tasks/acting.ts';
import { insertTask } from '../tasks/insert-task.ts';
import type { FollowingTask } from './after-change.ts';

/**
 * Makes the tasks that follow from a change, in its caller's name; returns the id of the last, null: there are none. A
 * millisecond apart, so that they are claimed in their order and stand in it in History.
 */
export async function addTasks(
  tx: Tx,
  row: DeploymentRow,
  tasks: readonly FollowingTask[],
  { caller, now }: { readonly caller: Caller; readonly now: number },
): Promise<DeploymentTaskId | null> {
  // By the name it has now, which the change may have given it.
  const [deployment = row] = await readDeployments(tx, [row.id]);
  let last: DeploymentTaskId | null = null;
  for (const [at, { operation, clusterId, namespace }] of tasks.entries()) {
    const time = now + at;
    const acting = actingOf(caller);
    last = await insertTask(tx, {
      deployment,
      operation,
      acting,
      now: time,
      executeAt: time,
      clusterId,
      namespace,
    });
    // The audit event is about the deployment.
    announceAt(tx, placeOf(deployment), { kind: 'deployment_task', id: last, change: 'create' });
  }
  return last;
}

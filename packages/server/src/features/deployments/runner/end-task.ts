import { announceAt } from '../../../audit/write-audit-event.ts';
import { placeOf } from '../../../plane/tree/node.ts';
import type { Tx } from '../../../storage/storage.ts';
import type { DeploymentNeeds } from '../handed-in.ts';
import { afterTask } from '../lifecycle/after-task.ts';
import { forgetDeployment } from '../lifecycle/forget-deployment.ts';
import { setDeployment } from '../lifecycle/queries.ts';
import type { DeploymentRow } from '../queries.ts';
import { actingOfTask } from './acting-of-task.ts';
import { announceTask } from './announce-task.ts';
import { type End, setEnded, type TaskRow } from './queries.ts';

interface Ending extends Omit<End, 'status'> {
  /** Locked. */
  readonly task: TaskRow;
  /** Locked; undefined where it is gone. */
  readonly deployment: DeploymentRow | undefined;
  readonly outcome: End['status'];
}

type Needs = Pick<DeploymentNeeds, 'removeGrantsOf' | 'deleteNode'>;

/** Ends a task, and makes of its deployment what follows from that. */
export async function endTask(tx: Tx, needs: Needs, ending: Ending): Promise<void> {
  const { task, deployment, outcome, reason, now } = ending;
  await setEnded(tx, task.id, { ...ending, status: outcome });
  await announceTask(tx, task);
  if (!deployment) return;
  const { id, operation_name, cluster_id } = task;
  const after = afterTask({ id, operation_name, cluster_id, outcome, reason }, deployment);
  switch (after.kind) {
    case 'unchanged':
      return;
    case 'changed': {
      const { kind: _, ...changes } = after;
      await setDeployment(tx, deployment.id, changes);
      announceAt(tx, placeOf(deployment), {
        kind: 'deployment',
        id: deployment.id,
        change: 'update',
      });
      return;
    }
    case 'forgotten':
      await forgetDeployment(tx, needs, deployment, {
        acting: actingOfTask(task),
        now,
        reason: 'The deployment was deleted.',
      });
      return;
    default:
      throw after satisfies never;
  }
}

import { type DeploymentTaskId, endpoints } from '@keywright/contract';
import { announceAt } from '../../../audit/write-audit-event.ts';
import { placeOf } from '../../../plane/tree/node.ts';
import { changeOperation } from '../../../request/operation.ts';
import { Problem } from '../../../request/problem.ts';
import type { Tx } from '../../../storage/storage.ts';
import type { DeploymentNeeds } from '../handed-in.ts';
import { afterTask } from '../lifecycle/after-task.ts';
import { setDeployment } from '../lifecycle/queries.ts';
import type { DeploymentRow } from '../queries.ts';
import { actingOf } from './acting.ts';
import { heldDeployment } from './held-deployment.ts';
import { neededFor } from './needed-permission.ts';
import { actorIdOf, placeOfTask, presentTask } from './present-task.ts';
import { cancelTask, isToBeDecided, lockTask, readTasks, type TaskRow } from './queries.ts';

interface Held {
  readonly task: TaskRow;
  /** Undefined: it is gone. */
  readonly deployment: DeploymentRow | undefined;
}

export const cancelTaskOperation = ({ plane, lockPath }: DeploymentNeeds) =>
  changeOperation(endpoints.cancelDeploymentTask, {
    async target(tx, { params }) {
      const held = await hold(tx, lockPath, params.id);
      return (
        held && {
          row: held,
          resource: placeOfTask(held.task),
          owner: actorIdOf(held.task),
          permission: neededFor(held.task.operation_name),
          visible: 'deployment_task.read',
        }
      );
    },
    async run(tx, { body, caller, now }, { task, deployment }) {
      if (task.status !== 'Pending') {
        throw new Problem('conflict', {
          message: `Only a task that is Pending can be canceled; this one is ${task.status}.`,
        });
      }
      const reason = body?.reason || null;
      await cancelTask(tx, task.id, { acting: actingOf(caller), reason, now });
      const why = `${task.operation_name} was canceled by ${caller.principal.name}${reason ? `: ${reason}` : '.'}`;
      if (deployment) await settle(tx, deployment, task, why);
      const [canceled = task] = await readTasks(tx, [task.id]);
      return {
        output: await presentTask(tx, { plane, caller }, canceled),
        audit: {
          action: 'deployment_task.cancel',
          target: { kind: 'deployment_task', id: task.id, name: task.operation_name },
          details: {
            deployment_id: task.deployment_id,
            deployment_name: task.deployment_name,
            operation: task.operation_name,
            reason,
          },
        },
      };
    },
  });

/** The task with its deployment, kept for this change alone. */
async function hold(
  tx: Tx,
  lockPath: DeploymentNeeds['lockPath'],
  id: DeploymentTaskId,
): Promise<Held | undefined> {
  const [seen] = await readTasks(tx, [id]);
  if (!seen) return undefined;
  const deployment = await heldDeployment(tx, lockPath, seen.deployment_id);
  await lockTask(tx, id);
  const [task] = await readTasks(tx, [id]);
  return task && { task, deployment };
}

/**
 * A deployment whose change was canceled would say for ever that the change is under way. It says what happened, unless
 * another task is still to decide how it stands.
 */
async function settle(
  tx: Tx,
  deployment: DeploymentRow,
  task: TaskRow,
  why: string,
): Promise<void> {
  if (await isToBeDecided(tx, deployment.id)) return;
  const after = afterTask({ ...task, outcome: 'Failed', reason: why }, deployment);
  if (after.kind !== 'changed') return;
  const { status, reason } = after;
  await setDeployment(tx, deployment.id, { status, reason });
  announceAt(tx, placeOf(deployment), { kind: 'deployment', id: deployment.id, change: 'update' });
}

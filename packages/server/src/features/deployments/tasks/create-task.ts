import { endpoints, operationNameOf, type TaskOperation } from '@keywright/contract';
import { placeOf } from '../../../plane/tree/node.ts';
import { changeOperation, type Target } from '../../../request/operation.ts';
import type { DeploymentNeeds } from '../handed-in.ts';
import type { DeploymentRow } from '../queries.ts';
import { addAskedTask } from './add-asked-task.ts';
import { dueAt } from './execute-at.ts';
import { heldDeployment } from './held-deployment.ts';
import { neededFor } from './needed-permission.ts';
import { presentTask } from './present-task.ts';
import { readTasks } from './queries.ts';
import { onlyByChange } from './ready-operation.ts';

export const createTaskOperation = ({ plane, lockPath }: DeploymentNeeds) =>
  changeOperation(endpoints.createDeploymentTask, {
    async target(tx, { body }) {
      const row = await heldDeployment(tx, lockPath, body.deployment_id);
      return row && askedTarget(row, body.operation);
    },
    async run(tx, { body, caller, now }, row) {
      if (!isAskedFor(body.operation)) throw onlyByChange(body.operation);
      const executeAt = dueAt(body.execute_at, now);
      const { id, audit } = await addAskedTask(tx, plane, {
        ...{ row, caller, now, executeAt },
        operation: body.operation,
      });
      const [task] = await readTasks(tx, [id]);
      if (!task) throw new Error('A task was made, and is not there.');
      return { output: await presentTask(tx, { plane, caller }, task), audit };
    },
  });

/** What nobody asks for by itself is said to who may see the deployment, whatever else they may do. */
function askedTarget(row: DeploymentRow, operation: TaskOperation): Target<DeploymentRow> {
  const permission = isAskedFor(operation)
    ? neededFor(operationNameOf(operation))
    : 'deployment.read';
  return { row, resource: placeOf(row), permission, visible: 'deployment.read' };
}

const isAskedFor = (operation: TaskOperation) =>
  'InvokeAction' in operation || 'RestartK8sResource' in operation;

import { type DeploymentTask, endpoints } from '@keywright/contract';
import { changeOperation, nothingStored, ownRecord } from '../../../request/operation.ts';
import { Problem } from '../../../request/problem.ts';
import type { DeploymentNeeds } from '../handed-in.ts';
import { heldDeployment } from '../tasks/held-deployment.ts';
import { endTask } from './end-task.ts';
import { isHeld } from './held-task.ts';
import { keptOutput, storable } from './kept-output.ts';
import { addOutput, lockTask } from './queries.ts';
import { taskTarget } from './runner-target.ts';

const unsaid = 'The runner did not say why.';

export const reportResultOperation = (needs: DeploymentNeeds) =>
  changeOperation(endpoints.reportTaskResult, {
    async target(tx, { params, caller }) {
      const target = await taskTarget(tx, caller, params.id);
      // The tree before the task, as everybody locks; for a stranger nothing is held up.
      const deployment =
        target && (await heldDeployment(tx, needs.lockPath, target.row.deployment_id));
      return target && { ...target, row: { deployment } };
    },
    async run(tx, { params, body, now }, { deployment }) {
      const { lease_id, outcome } = body;
      const task = await lockTask(tx, params.id);
      if (task.lease_id === lease_id && task.status === outcome) {
        // Sent again: the first answer was lost.
        return { output: undefined, audit: nothingStored };
      }
      if (!isHeld(task, lease_id, now)) throw new Problem('lease_lost');
      await addOutput(tx, task.id, keptOutput(task, body.output ?? ''));
      await endTask(tx, needs, {
        task,
        deployment,
        outcome,
        reason: outcome === 'Failed' ? storable(body.reason ?? unsaid) : null,
        response: responseOf(task.operation_name, body.response),
        leaseId: lease_id,
        now,
      });
      return { output: undefined, audit: ownRecord };
    },
  });

function responseOf(
  operation: string,
  response: DeploymentTask['response'] | undefined,
): string | null {
  return operation === 'InvokeAction' && response ? JSON.stringify(response) : null;
}

import type { PrincipalId, TaskOperation } from '@keywright/contract';
import { placeOf } from '../../../plane/tree/node.ts';
import type { Tx } from '../../../storage/storage.ts';
import { findAction } from '../actions/action-refusal.ts';
import { readChart } from '../charts/queries.ts';
import type { DeploymentNeeds } from '../handed-in.ts';
import { type DeploymentRow, readDeployments } from '../queries.ts';
import { neededFor } from '../tasks/needed-permission.ts';
import type { TaskRow } from './queries.ts';

type Needs = Pick<DeploymentNeeds, 'plane' | 'readHolder'>;

/**
 * Why a task that somebody asked for is not to be done any more: whoever asked is gone, not active, or has lost the
 * right since. Undefined: it is to be done. What follows from a change of a deployment always is: that change was made.
 */
export async function refusalNow(
  tx: Tx,
  { plane, readHolder }: Needs,
  task: TaskRow,
  now: number,
): Promise<string | undefined> {
  const { operation_name } = task;
  if (operation_name !== 'InvokeAction' && operation_name !== 'RestartK8sResource')
    return undefined;
  const [deployment] = await readDeployments(tx, [task.deployment_id]);
  if (!deployment) return undefined;
  const holder = await readHolder(tx, actorId(task), now);
  if (!holder?.isActive) return `${task.acting_name} is not active any more.`;
  const place = placeOf(deployment);
  const rights = await plane.rightsOf(tx, holder, [place]);
  const needed = [neededFor(operation_name)];
  if (await isForOwners(tx, deployment, task)) needed.push('deployment.delete');
  const lost = needed.find((permission) => !rights.may(permission, place));
  return lost && `${task.acting_name} may not do this any more: it takes ${lost}.`;
}

function actorId(task: TaskRow): PrincipalId {
  const id = task.acting_user_id ?? task.acting_bot_id ?? task.acting_deployment_id;
  if (id === null) throw new Error('A task is always of somebody.');
  return id;
}

async function isForOwners(tx: Tx, row: DeploymentRow, task: TaskRow): Promise<boolean> {
  const operation = JSON.parse(task.operation) as TaskOperation;
  if (!('InvokeAction' in operation)) return false;
  const chart = await readChart(tx, row.helm_chart_id);
  const action = chart && findAction(chart.actions_schema, operation.InvokeAction.action_id);
  return action?.allowed_role === 'Owner';
}

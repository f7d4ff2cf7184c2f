import type { ChartAction, PrincipalId, TaskOperation } from '@keywright/contract';
import { placeOf } from '../../../plane/tree/node.ts';
import type { Tx } from '../../../storage/storage.ts';
import { findAction, missingRight } from '../actions/action-refusal.ts';
import { readChart } from '../charts/queries.ts';
import type { DeploymentNeeds } from '../handed-in.ts';
import { readDeployments } from '../queries.ts';
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
  const action = await invokedAction(tx, task);
  const needed = neededFor(operation_name);
  const ownRight = rights.may(needed, place) ? undefined : needed;
  const lost = action ? missingRight(action, { rights, place })?.permission : ownRight;
  return lost && `${task.acting_name} may not do this any more: it takes ${lost}.`;
}

function actorId(task: TaskRow): PrincipalId {
  const id = task.acting_user_id ?? task.acting_bot_id ?? task.acting_deployment_id;
  if (id === null) throw new Error('A task is always of somebody.');
  return id;
}

/** The action that the runner is about to be handed: of the version it was asked of, whatever was installed since. */
async function invokedAction(tx: Tx, task: TaskRow): Promise<ChartAction | undefined> {
  const operation = JSON.parse(task.operation) as TaskOperation;
  if (!('InvokeAction' in operation)) return undefined;
  const { helm_chart_id, action_id } = operation.InvokeAction;
  const chart = await readChart(tx, helm_chart_id);
  return chart && findAction(chart.actions_schema, action_id);
}

import { type ChartAction, operationNameOf, type TaskOperation } from '@keywright/contract';
import type { Rights } from '../../../plane/decide.ts';
import { placeOf } from '../../../plane/tree/node.ts';
import { invalidField, Problem } from '../../../request/problem.ts';
import type { Db } from '../../../storage/storage.ts';
import {
  findAction,
  refusalOf,
  refusalProblem,
  reportedStatusName,
} from '../actions/action-refusal.ts';
import { readPart } from '../clusters/parts/queries.ts';
import { checkInputs } from '../inputs/check-inputs.ts';
import { refuseInputs } from '../inputs/refuse-inputs.ts';
import type { DeploymentRow } from '../queries.ts';
import { readSchemas } from './queries.ts';

/** Who asks of what. */
export interface AskedOf {
  readonly row: DeploymentRow;
  /** The caller's, loaded for the deployment's place. */
  readonly rights: Pick<Rights, 'may'>;
}

/** An operation that a runner can be given, and what it is called: the action's title, or the part's name. */
export interface ReadyOperation {
  readonly operation: TaskOperation;
  readonly action: string | null;
}

export type Invoked = Extract<TaskOperation, { InvokeAction: unknown }>['InvokeAction'];
export type Restarted = Extract<
  TaskOperation,
  { RestartK8sResource: unknown }
>['RestartK8sResource'];

/** Where a body stands in what is asked. */
export const bodyField = 'operation.InvokeAction.body';

/** Throws `conflict` where the deployment takes no tasks: about to be deleted, or disabled. */
export function refuseIdle(row: DeploymentRow): void {
  refuseLeaving(row);
  if (row.is_enabled === 1) return;
  throw new Problem('conflict', { message: `“${row.name}” is disabled. Enable it first.` });
}

/** Throws `conflict` where it is about to be deleted. */
export function refuseLeaving({ name, deleting_at }: DeploymentRow): void {
  if (deleting_at === null) return;
  throw new Problem('conflict', {
    message: `“${name}” is being deleted: nothing more is done to it.`,
  });
}

/** What is asked of a deployment, checked against what its chart and its parts say. Throws every Problem that fits. */
export async function readyOperation(
  db: Db,
  asked: AskedOf,
  operation: TaskOperation,
): Promise<ReadyOperation> {
  if ('InvokeAction' in operation) return readyAction(db, asked, operation.InvokeAction);
  if ('RestartK8sResource' in operation) {
    return readyRestart(db, asked, operation.RestartK8sResource);
  }
  throw onlyByChange(operation);
}

/** The refusal of an operation that nobody asks for by itself. */
export function onlyByChange(operation: TaskOperation): Problem {
  return new Problem('forbidden', {
    message: `${operationNameOf(operation)} comes from changing the deployment: create, update, disable or delete it. Only InvokeAction and RestartK8sResource can be asked for.`,
  });
}

async function readyAction(db: Db, { row, rights }: AskedOf, invoked: Invoked) {
  const action = await invokedAction(db, row, invoked);
  const refusal = refusalOf(action, {
    ...{ rights, place: placeOf(row), status: row.status },
    reportedStatusName: reportedStatusName(row.reported_status),
  });
  if (refusal) throw refusalProblem(refusal);
  return {
    operation: { InvokeAction: { ...invoked, body: fittingBody(action, invoked.body) } },
    action: action.title,
  };
}

/** The action of the deployment's own chart that is meant. Throws where there is none. */
export async function invokedAction(
  db: Db,
  row: DeploymentRow,
  invoked: Invoked,
): Promise<ChartAction> {
  const chart = await presentChart(db, row, invoked);
  const action = findAction(chart.actions_schema, invoked.action_id);
  if (action) return action;
  const message = `The version ${chart.image_tag} has no such action.`;
  throw invalidField('operation.InvokeAction.action_id', message);
}

/** The body that an action is given. Throws `invalid_request` where it does not take this. */
export function fittingBody({ ui_schema }: ChartAction, given: unknown): unknown {
  const body = given ?? (ui_schema ? {} : null);
  if (ui_schema) refuseInputs(bodyField, checkInputs(ui_schema, body));
  else if (!isNothing(body)) throw invalidField(bodyField, 'This action takes no inputs.');
  return body;
}

/** Throws where the chart is not the deployment's: `conflict` where it was or may become it. */
async function presentChart(db: Db, row: DeploymentRow, { helm_chart_id: id }: Invoked) {
  const [chart] = await readSchemas(db, [id]);
  if (chart?.kind_id !== row.kind_id) {
    const message = `This is no version of the deployment kind ${row.kind_name}.`;
    throw invalidField('operation.InvokeAction.helm_chart_id', message);
  }
  if (chart.id !== row.helm_chart_id) {
    throw new Problem('conflict', {
      message: `“${row.name}” has the version ${row.image_tag}, and not ${chart.image_tag}. Ask for its own actions.`,
    });
  }
  return chart;
}

const isNothing = (body: unknown) => body === null || JSON.stringify(body) === '{}';

async function readyRestart(db: Db, { row }: AskedOf, asked: Restarted) {
  const name = await restartedPart(db, row, asked);
  return { operation: { RestartK8sResource: asked }, action: name };
}

/** The name of the part that is meant. Throws where the deployment has none. */
export async function restartedPart(db: Db, row: DeploymentRow, asked: Restarted): Promise<string> {
  const field = 'operation.RestartK8sResource';
  const part = await readPart(db, asked.resource_id);
  if (part?.deployment_id !== row.id)
    throw invalidField(`${field}.resource_id`, `“${row.name}” has no such part.`);
  if (part.name !== asked.resource_name) {
    throw invalidField(`${field}.resource_name`, `This part is named “${part.name}”.`);
  }
  return part.name;
}

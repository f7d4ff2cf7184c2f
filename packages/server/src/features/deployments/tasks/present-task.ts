import type {
  AnyId,
  CredentialKind,
  DeploymentTask,
  HelmChartId,
  PrincipalId,
  TaskActor,
  TaskOperation,
} from '@keywright/contract';
import type { Rights } from '../../../plane/decide.ts';
import type { Plane } from '../../../plane/plane.ts';
import type { Caller } from '../../../plane/principal.ts';
import { wireTime, wireTimeOrNull } from '../../../request/time.ts';
import type { Db } from '../../../storage/storage.ts';
import { shownOperation } from './hidden-inputs.ts';
import { neededFor } from './needed-permission.ts';
import { readChartTags, type TaskRow } from './queries.ts';
import { taskPlace } from './task-place.ts';

/** Tasks as the wire has them, each with what the caller may do with it. */
export async function presentTasks(
  db: Db,
  { plane, caller }: { plane: Plane; caller: Caller },
  rows: readonly TaskRow[],
): Promise<DeploymentTask[]> {
  const rights = await plane.rights(db, caller, rows.map(placeOfTask));
  const operations = new Map(rows.map((row) => [row.id, operationOf(row)]));
  const chartIds = [...operations.values()].flatMap((one) => broughtBy(one) ?? []);
  const tags = new Map(
    (await readChartTags(db, [...new Set(chartIds)])).map(({ id, image_tag }) => [id, image_tag]),
  );
  return rows.map((row) => {
    const operation = operations.get(row.id) ?? operationOf(row);
    const chartId = broughtBy(operation);
    const tag = chartId && tags.get(chartId);
    const chart = chartId && tag !== undefined ? { id: chartId, image_tag: tag } : null;
    const abilities = isCancelable(row, rights, caller) ? (['cancel'] as const) : [];
    return { ...presentRow(row), operation, chart, abilities: [...abilities] };
  });
}

export async function presentTask(
  db: Db,
  asked: { plane: Plane; caller: Caller },
  row: TaskRow,
): Promise<DeploymentTask> {
  const [presented] = await presentTasks(db, asked, [row]);
  if (!presented) throw new Error('One task was to be presented.');
  return presented;
}

/** Where a task is decided on. */
export function placeOfTask(row: TaskRow) {
  return taskPlace({ ...row, env_id: row.env_node_id });
}

/** Who asked for it: one of three. */
export function actorIdOf(row: TaskRow): PrincipalId {
  return oneOf(row.acting_user_id, row.acting_bot_id, row.acting_deployment_id).id;
}

function operationOf(row: TaskRow): TaskOperation {
  const operation = JSON.parse(row.operation) as TaskOperation;
  return shownOperation(operation, JSON.parse(row.hidden_inputs) as string[]);
}

function broughtBy(operation: TaskOperation): HelmChartId | undefined {
  if ('Install' in operation) return operation.Install.helm_chart_id;
  return 'Upgrade' in operation ? operation.Upgrade.helm_chart_id : undefined;
}

function isCancelable(row: TaskRow, rights: Rights, { principal }: Caller): boolean {
  if (row.status !== 'Pending') return false;
  return (
    actorIdOf(row) === principal.id || rights.may(neededFor(row.operation_name), placeOfTask(row))
  );
}

function presentRow(row: TaskRow): Omit<DeploymentTask, 'operation' | 'chart' | 'abilities'> {
  return {
    id: row.id,
    created_at: wireTime(row.created_at),
    execute_at: wireTime(row.execute_at),
    first_attempted_at: wireTimeOrNull(row.first_attempted_at),
    started_at: wireTimeOrNull(row.started_at),
    finished_at: wireTimeOrNull(row.finished_at),
    cluster_id: row.cluster_id,
    deployment_id: row.deployment_id,
    acting_user_id: row.acting_user_id,
    acting_bot_id: row.acting_bot_id,
    acting_deployment_id: row.acting_deployment_id,
    canceled_by_user_id: row.canceled_by_user_id,
    canceled_by_bot_id: row.canceled_by_bot_id,
    canceled_by_deployment_id: row.canceled_by_deployment_id,
    status: row.status,
    reason: row.reason,
    actor: actorOf(row),
    canceled_by: cancelerOf(row),
    deployment: {
      id: row.deployment_id,
      name: row.deployment_name,
      is_gone: row.present_id === null,
    },
    kind: { id: row.kind_id, name: row.kind_name },
    env: { id: row.env_id, name: row.env_name },
    webhook_id: row.webhook_id,
    attempts: row.attempts,
    response: row.response === null ? null : JSON.parse(row.response),
    output_bytes: row.output_bytes,
  };
}

/** The columns that say who asked for a task. */
type ActedRow = Pick<
  TaskRow,
  | 'acting_user_id'
  | 'acting_bot_id'
  | 'acting_deployment_id'
  | 'acting_name'
  | 'credential_kind'
  | 'credential_id'
  | 'credential_name'
>;

/** Who asked for it. */
export function actorOf(row: ActedRow): TaskActor {
  return {
    ...oneOf(row.acting_user_id, row.acting_bot_id, row.acting_deployment_id),
    name: row.acting_name,
    credential: credential(row.credential_kind, row.credential_id, row.credential_name),
  };
}

function cancelerOf(row: TaskRow): TaskActor | null {
  if (row.canceled_credential_kind === null || row.canceled_credential_id === null) return null;
  const { canceled_credential_name: name } = row;
  return {
    ...oneOf(row.canceled_by_user_id, row.canceled_by_bot_id, row.canceled_by_deployment_id),
    name: row.canceled_by_name ?? '',
    credential: credential(row.canceled_credential_kind, row.canceled_credential_id, name ?? ''),
  };
}

const credential = (kind: CredentialKind, id: AnyId, name: string) => ({ kind, id, name });

function oneOf(
  user: PrincipalId | null,
  bot: PrincipalId | null,
  deployment: PrincipalId | null,
): Pick<TaskActor, 'kind' | 'id'> {
  if (user !== null) return { kind: 'user', id: user };
  if (bot !== null) return { kind: 'service_account', id: bot };
  if (deployment !== null) return { kind: 'deployment', id: deployment };
  throw new Error('The database lets no task be of nobody.');
}

import type {
  DeploymentId,
  DeploymentTaskId,
  EnvId,
  HelmChartId,
  TaskOperationName,
} from '@keywright/contract';
import type { Db, Tx } from '../../../storage/storage.ts';
import { asCanceled, type Canceling } from './as-canceled.ts';
import type { TaskOrder } from './task-order.ts';

interface NewTask extends TaskOrder {
  readonly id: DeploymentTaskId;
  readonly operationName: TaskOperationName;
  /** Ids of inputs in the operation that readers are not shown. */
  readonly hiddenInputs: readonly string[];
}

export async function insertTaskRow(tx: Tx, task: NewTask): Promise<void> {
  const { deployment, acting } = task;
  if (deployment.kind_id === null || deployment.env_id === null) {
    throw new Error('A deployment stands in an env, and is of a kind.');
  }
  await tx
    .insertInto('deployment_tasks')
    .values({
      id: task.id,
      created_at: task.now,
      execute_at: task.executeAt,
      first_attempted_at: null,
      started_at: null,
      finished_at: null,
      deployment_id: deployment.id,
      deployment_name: deployment.name,
      kind_id: deployment.kind_id,
      kind_name: deployment.kind_name,
      env_id: deployment.env_id as EnvId,
      env_name: deployment.env_name,
      cluster_id: task.clusterId ?? deployment.cluster_id,
      namespace: task.namespace ?? deployment.namespace,
      operation_name: task.operationName,
      operation: JSON.stringify(task.operation),
      hidden_inputs: JSON.stringify(task.hiddenInputs),
      status: 'Pending',
      reason: null,
      acting_user_id: acting.user,
      acting_bot_id: acting.bot,
      acting_deployment_id: acting.deployment,
      acting_name: acting.name,
      credential_kind: acting.credential.kind,
      credential_id: acting.credential.id,
      credential_name: acting.credential.name,
      canceled_by_user_id: null,
      canceled_by_bot_id: null,
      canceled_by_deployment_id: null,
      canceled_by_name: null,
      canceled_credential_kind: null,
      canceled_credential_id: null,
      canceled_credential_name: null,
      webhook_id: task.webhookId ?? null,
      attempts: 0,
      lease_id: null,
      lease_ends_at: null,
      response: null,
      output_bytes: 0,
      is_output_cut: 0,
    })
    .execute();
}

/** A task with where its env stands now; null: that is gone, or the deployment is. */
export type TaskRow = Awaited<ReturnType<typeof readTasks>>[number];

/** Those of these that are there, newest first. */
export async function readTasks(db: Db, ids: readonly DeploymentTaskId[]) {
  if (ids.length === 0) return [];
  return db
    .selectFrom('deployment_tasks as task')
    .leftJoin('resources as env', 'env.id', 'task.env_id')
    .leftJoin('deployments as present', 'present.id', 'task.deployment_id')
    .selectAll('task')
    .select([
      'env.id as env_node_id',
      'env.project_id',
      'env.organization_id',
      'present.id as present_id',
    ])
    .where('task.id', 'in', ids)
    .orderBy('task.created_at', 'desc')
    .orderBy('task.id', 'desc')
    .execute();
}

/** Keeps a task as it is for this change alone; its deployment is to be held before. */
export async function lockTask(tx: Tx, id: DeploymentTaskId): Promise<void> {
  await tx.selectFrom('deployment_tasks').select('id').where('id', '=', id).forUpdate().execute();
}

export async function cancelTask(
  tx: Tx,
  id: DeploymentTaskId,
  canceling: Canceling,
): Promise<void> {
  await tx
    .updateTable('deployment_tasks')
    .set(asCanceled(canceling))
    .where('id', '=', id)
    .execute();
}

/** What a task printed, in its order. */
export async function readOutput(db: Db, id: DeploymentTaskId): Promise<string> {
  const rows = await db
    .selectFrom('task_outputs')
    .select('text')
    .where('task_id', '=', id)
    .orderBy('seq')
    .execute();
  return rows.map(({ text }) => text).join('');
}

/** The tags of charts that tasks brought; of those that are gone, none. */
export async function readChartTags(db: Db, ids: readonly HelmChartId[]) {
  if (ids.length === 0) return [];
  return db.selectFrom('helm_charts').select(['id', 'image_tag']).where('id', 'in', ids).execute();
}

/** Charts as far as they say what is given to them and invoked there. */
export async function readSchemas(db: Db, ids: readonly HelmChartId[]) {
  if (ids.length === 0) return [];
  return db
    .selectFrom('helm_charts')
    .select(['id', 'kind_id', 'image_tag', 'values_ui', 'actions_schema'])
    .where('id', 'in', ids)
    .execute();
}

/** Whether a deployment has other tasks to come, or under way, that will decide how it stands. */
export async function isToBeDecided(db: Db, deploymentId: DeploymentId): Promise<boolean> {
  const row = await db
    .selectFrom('deployment_tasks')
    .select('id')
    .where('deployment_id', '=', deploymentId)
    .where('status', 'in', ['Pending', 'Started'])
    .where('operation_name', 'not in', ['InvokeAction', 'RestartK8sResource'])
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

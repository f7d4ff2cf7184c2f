import type { DeploymentTaskId, EnvId, TaskOperationName } from '@keywright/contract';
import type { Tx } from '../../../storage/storage.ts';
import type { TaskOrder } from './insert-task.ts';

interface NewTask extends TaskOrder {
  readonly id: DeploymentTaskId;
  readonly operationName: TaskOperationName;
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
      operation_name: task.operationName,
      operation: JSON.stringify(task.operation),
      hidden_inputs: JSON.stringify(task.hiddenInputs ?? []),
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

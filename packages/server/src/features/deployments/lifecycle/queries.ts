import type { DeploymentId, DeploymentTaskId } from '@keywright/contract';
import type { Tx } from '../../../storage/storage.ts';
import type { Acting } from '../tasks/acting.ts';

interface Canceling {
  readonly acting: Acting;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly reason: string;
}

/** Cancels the tasks of a deployment that have not started. */
export async function cancelPendingTasks(
  tx: Tx,
  id: DeploymentId,
  { acting, now, reason }: Canceling,
): Promise<DeploymentTaskId[]> {
  const rows = await tx
    .updateTable('deployment_tasks')
    .set({
      status: 'Canceled',
      reason,
      finished_at: now,
      canceled_by_user_id: acting.user,
      canceled_by_bot_id: acting.bot,
      canceled_by_deployment_id: acting.deployment,
      canceled_by_name: acting.name,
      canceled_credential_kind: acting.credential.kind,
      canceled_credential_id: acting.credential.id,
      canceled_credential_name: acting.credential.name,
    })
    .where('deployment_id', '=', id)
    .where('status', '=', 'Pending')
    .returning('id')
    .execute();
  return rows.map((row) => row.id);
}

/** Fails the one that a runner works at; its lease holds nothing any more. */
export async function failStartedTask(
  tx: Tx,
  id: DeploymentId,
  { now, reason }: { readonly now: number; readonly reason: string },
): Promise<DeploymentTaskId[]> {
  const rows = await tx
    .updateTable('deployment_tasks')
    .set({ status: 'Failed', reason, finished_at: now, lease_ends_at: null })
    .where('deployment_id', '=', id)
    .where('status', '=', 'Started')
    .returning('id')
    .execute();
  return rows.map((row) => row.id);
}

/** Revokes the tokens of a deployment that would still be good; returns how many. */
export async function revokeDeploymentTokens(
  tx: Tx,
  id: DeploymentId,
  now: number,
): Promise<number> {
  const done = await tx
    .updateTable('deployment_tokens')
    .set({ revoked_at: now })
    .where('deployment_id', '=', id)
    .where('expires_at', '>', now)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return Number(done.numUpdatedRows);
}

import type { DeploymentTaskId } from '@keywright/contract';
import { announceAt, announceChange } from '../../../audit/write-audit-event.ts';
import { placeOf } from '../../../plane/tree/node.ts';
import type { Tx } from '../../../storage/storage.ts';
import type { DeploymentNeeds } from '../handed-in.ts';
import type { DeploymentRow } from '../queries.ts';
import type { Acting } from '../tasks/acting.ts';
import {
  cancelPendingTasks,
  failStartedTask,
  holdersOn,
  revokeDeploymentTokens,
} from './queries.ts';

interface Forgetting {
  /** In whose name its pending tasks are canceled: whoever asked for the deployment to go. */
  readonly acting: Acting;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Why those tasks are canceled, in a sentence. */
  readonly reason: string;
}

/** Beyond so many holders of lost grants, the others learn of it when their pages next look. */
const mostTold = 1000;

/**
 * Removes a deployment whose node and row are held (`lockPath`, `lockDeployment`), with its grants and tokens. Its tasks
 * stay as the record: those pending are canceled; one that a runner still works at is failed, so end the task that led
 * here before. Returns how many tokens were revoked and grants to it removed.
 */
export async function forgetDeployment(
  tx: Tx,
  needs: Pick<DeploymentNeeds, 'removeGrantsOf' | 'deleteNode'>,
  row: DeploymentRow,
  { acting, now, reason }: Forgetting,
): Promise<{ readonly tokens: number; readonly grants: number }> {
  const tokens = await revokeDeploymentTokens(tx, row.id, now);
  const grants = await needs.removeGrantsOf(tx, row.id);
  const canceled = await cancelPendingTasks(tx, row.id, { acting, now, reason });
  const failed = await failStartedTask(tx, row.id, { now, reason });
  const holders = await holdersOn(tx, row.id, mostTold);
  await needs.deleteNode(tx, row.id);
  for (const holder of holders) announceChange(tx, 'grant', row.id, holder);
  announceEnd(tx, row, [...canceled, ...failed]);
  return { tokens, grants };
}

function announceEnd(tx: Tx, row: DeploymentRow, tasks: readonly DeploymentTaskId[]): void {
  const place = placeOf(row);
  for (const id of tasks) announceAt(tx, place, { kind: 'deployment_task', id, change: 'update' });
  announceAt(tx, place, { kind: 'deployment', id: row.id, change: 'delete' });
}

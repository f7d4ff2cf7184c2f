import type { DeploymentId } from '@keywright/contract';
import { announceAt, announceChange } from '../../../audit/write-audit-event.ts';
import { placeOf } from '../../../plane/tree/node.ts';
import { holdersOn, type NodeRow } from '../../../plane/tree/queries.ts';
import type { Tx } from '../../../storage/storage.ts';
import type { DeploymentNeeds } from '../handed-in.ts';
import type { Acting } from '../tasks/acting.ts';
import { cancelPendingTasks, failStartedTask, revokeDeploymentTokens } from './queries.ts';

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

/** A deployment as its node has it. */
type DeploymentNode = NodeRow & { readonly id: DeploymentId };

/**
 * Removes a deployment whose node and row are held (`lockPath`, `lockDeployment`), with its grants and tokens. Its tasks
 * stay as the record: those pending are canceled; one that a runner still works at is failed, so end the task that led
 * here before. Returns how many tokens were revoked.
 */
export async function forgetDeployment(
  tx: Tx,
  needs: Pick<DeploymentNeeds, 'removeGrantsOf' | 'deleteNode'>,
  row: DeploymentNode,
  forgetting: Forgetting,
): Promise<number> {
  const tokens = await endDeployment(tx, needs, row, forgetting);
  const holders = await holdersOn(tx, row.id, mostTold);
  await needs.deleteNode(tx, row.id);
  for (const holder of holders) announceChange(tx, 'grant', row.id, holder);
  announceAt(tx, placeOf(row), { kind: 'deployment', id: row.id, change: 'delete' });
  return tokens;
}

/** Ends all that would outlive the node of a deployment: its tokens (returns how many), grants to it and unfinished tasks. */
export async function endDeployment(
  tx: Tx,
  { removeGrantsOf }: Pick<DeploymentNeeds, 'removeGrantsOf'>,
  row: DeploymentNode,
  { acting, now, reason }: Forgetting,
): Promise<number> {
  const tokens = await revokeDeploymentTokens(tx, row.id, now);
  await removeGrantsOf(tx, row.id);
  const canceled = await cancelPendingTasks(tx, row.id, { acting, now, reason });
  const failed = await failStartedTask(tx, row.id, { now, reason });
  for (const id of [...canceled, ...failed]) {
    announceAt(tx, placeOf(row), { kind: 'deployment_task', id, change: 'update' });
  }
  return tokens;
}

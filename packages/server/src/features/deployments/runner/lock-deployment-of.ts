import type { Tx } from '../../../storage/storage.ts';
import type { DeploymentNeeds } from '../handed-in.ts';
import { type DeploymentRow, lockDeployment, readDeployments } from '../queries.ts';
import type { TaskRow } from './queries.ts';

/** Keeps the deployment of a task, with all above it, for this change alone. Undefined: it is gone. */
export async function lockDeploymentOf(
  tx: Tx,
  { lockPath }: Pick<DeploymentNeeds, 'lockPath'>,
  { deployment_id }: Pick<TaskRow, 'deployment_id'>,
): Promise<DeploymentRow | undefined> {
  const node = await lockPath(tx, deployment_id, 1);
  if (!node) return undefined;
  await lockDeployment(tx, deployment_id);
  const [row] = await readDeployments(tx, [deployment_id]);
  return row;
}

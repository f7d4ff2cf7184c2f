import type { DeploymentId } from '@keywright/contract';
import type { Tx } from '../../../storage/storage.ts';
import type { DeploymentNeeds } from '../handed-in.ts';
import { type DeploymentRow, lockDeployment, readDeployments } from '../queries.ts';

/** A deployment kept for this change alone, with all above it; undefined: it is not there. */
export async function heldDeployment(
  tx: Tx,
  lockPath: DeploymentNeeds['lockPath'],
  id: DeploymentId,
): Promise<DeploymentRow | undefined> {
  const node = await lockPath(tx, id, 1);
  if (node?.type !== 'deployment') return undefined;
  await lockDeployment(tx, id);
  const [row] = await readDeployments(tx, [id]);
  return row;
}

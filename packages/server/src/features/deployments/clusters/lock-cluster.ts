import type { EnvId, K8sClusterId } from '@keywright/contract';
import type { Tx } from '../../../storage/storage.ts';
import type { DeploymentNeeds } from '../handed-in.ts';
import { clusterPlace } from './cluster-sight.ts';
import { lockCluster, readCluster } from './queries.ts';

/**
 * The cluster for this change alone, with its env held before it. `to`: another env that it may go to, which is then for
 * this change alone too, so that nobody registers a cluster there meanwhile. Undefined: the cluster is not there.
 */
export async function lockedCluster(
  tx: Tx,
  lockPath: DeploymentNeeds['lockPath'],
  { id, to }: { readonly id: K8sClusterId; readonly to?: EnvId | null | undefined },
) {
  const seen = await readCluster(tx, id);
  if (!seen) return undefined;
  const isMove = to !== undefined && to !== null && to !== seen.env_id;
  // In the order of their ids: of two that swap envs each would wait for the other.
  const envs = isMove ? [seen.env_id, to].sort() : [seen.env_id];
  for (const env of envs) await lockPath(tx, env, isMove ? 1 : 0);
  const row = await lockCluster(tx, id);
  // It went to another env between the look and the lock: that one is not held yet.
  if (row && row.env_id !== seen.env_id) return lockedCluster(tx, lockPath, { id, to });
  return row && { row, resource: clusterPlace(row), visible: 'k8s_cluster.read' as const };
}

import type { DeploymentKindId, K8sClusterId } from '@keywright/contract';
import type { Place } from '../../../plane/allowed.ts';
import type { Caller } from '../../../plane/principal.ts';
import { below } from '../../../plane/tree/node.ts';
import { holdNode, type NodeRow, readNode } from '../../../plane/tree/queries.ts';
import { invalidField, Problem } from '../../../request/problem.ts';
import type { Tx } from '../../../storage/storage.ts';
import type { DeploymentNeeds } from '../handed-in.ts';
import type { DeploymentRow } from '../queries.ts';
import { type ClusterRow, lockCluster, readCluster } from './queries.ts';

/** Where a deployment is to be, all of it held. */
export interface Spot {
  readonly env: NodeRow;
  readonly cluster: ClusterRow;
  /** Undefined: there is no such kind. */
  readonly kind: NodeRow | undefined;
}

/** Undefined: there is no such cluster. */
export async function spotOf(
  tx: Tx,
  lockPath: DeploymentNeeds['lockPath'],
  asked: { readonly cluster_id: K8sClusterId; readonly kind_id: DeploymentKindId },
): Promise<Spot | undefined> {
  const seen = await readCluster(tx, asked.cluster_id);
  const env = seen && (await lockPath(tx, seen.env_id, 0));
  if (!env) return undefined;
  const node = await holdNode(tx, asked.kind_id);
  const kind = node?.type === 'deployment_kind' ? node : undefined;
  const cluster = await lockCluster(tx, asked.cluster_id);
  // It was given to another env between the look and the lock.
  if (cluster && cluster.env_id !== env.id) return spotOf(tx, lockPath, asked);
  return cluster && { env, cluster, kind };
}

/** Throws `invalid_request` where a cluster takes no new deployments. */
export function refuseIgnored(cluster: ClusterRow): void {
  if (cluster.is_ignored === 0) return;
  throw invalidField('cluster_id', `${cluster.name} takes no new deployments. Choose another one.`);
}

/**
 * Throws unless a deployment can be moved to this cluster by this caller: `not_found` where they may not know of it,
 * `invalid_request` where it is another env's or takes none.
 */
export async function refuseMovingTo(
  tx: Tx,
  { plane }: Pick<DeploymentNeeds, 'plane'>,
  { caller, row }: { readonly caller: Caller; readonly row: DeploymentRow },
  cluster: ClusterRow | undefined,
): Promise<void> {
  const env = cluster && (await readNode(tx, cluster.env_id));
  const place = env && { ...below(env, 'k8s_cluster'), kindId: row.kind_id };
  if (!place || !(await seesClusters(tx, plane, caller, place))) {
    throw new Problem('not_found', {
      message: 'cluster_id: There is no such cluster, or you may not see it.',
    });
  }
  if (cluster.env_id !== row.env_id) {
    throw invalidField('cluster_id', 'A deployment moves only between clusters of its own env.');
  }
  refuseIgnored(cluster);
}

/** Whether they may know of the clusters of an env: who may read them, or put something there. */
async function seesClusters(
  tx: Tx,
  plane: DeploymentNeeds['plane'],
  caller: Caller,
  place: Place,
): Promise<boolean> {
  const rights = await plane.rights(tx, caller, [place]);
  return rights.may('k8s_cluster.read', place) || rights.may('deployment.create', place);
}

import type { DeploymentKindId, K8sClusterId, Permission } from '@keywright/contract';
import type { Place } from '../../../plane/allowed.ts';
import type { Resource } from '../../../plane/decide.ts';
import type { Caller } from '../../../plane/principal.ts';
import { holdNode, type NodeRow } from '../../../plane/tree/queries.ts';
import { invalidField, Problem } from '../../../request/problem.ts';
import type { Tx } from '../../../storage/storage.ts';
import { clusterPlace } from '../clusters/cluster-sight.ts';
import { lockedCluster } from '../clusters/lock-cluster.ts';
import type { ClusterRow } from '../clusters/queries.ts';
import type { DeploymentNeeds } from '../handed-in.ts';
import type { DeploymentRow } from '../queries.ts';

/** Where a deployment is to be, all of it held. */
export interface Spot {
  readonly cluster: ClusterRow;
  /** Undefined: there is no such kind. */
  readonly kind: NodeRow | undefined;
}

/** Undefined: there is no such cluster. The kind is held first: it is a node, and those come before clusters. */
export async function spotOf(
  tx: Tx,
  lockPath: DeploymentNeeds['lockPath'],
  asked: { readonly cluster_id: K8sClusterId; readonly kind_id: DeploymentKindId },
): Promise<Spot | undefined> {
  const node = await holdNode(tx, asked.kind_id);
  const kind = node?.type === 'deployment_kind' ? node : undefined;
  const cluster = await lockedCluster(tx, lockPath, { id: asked.cluster_id });
  return cluster && { cluster: cluster.row, kind };
}

/** A deployment of this kind to be, in the env of this cluster. */
export function placeToBe(cluster: ClusterRow, kindId: DeploymentKindId): Resource {
  return { ...clusterPlace(cluster), type: 'deployment', id: null, kindId };
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
  const place = cluster && placeToBe(cluster, row.kind_node_id as DeploymentKindId);
  if (!place || !(await knowsOf(tx, plane, caller, { place, by: 'deployment.create' }))) {
    throw new Problem('not_found', {
      message: 'cluster_id: There is no such cluster, or you may not see it.',
    });
  }
  if (cluster.env_id !== row.env_id) {
    throw invalidField('cluster_id', 'A deployment moves only between clusters of its own env.');
  }
  refuseIgnored(cluster);
}

/** Whether they may know of the cluster of a place: who may read it, or has this permission on what is of this kind there. */
export async function knowsOf(
  tx: Tx,
  plane: DeploymentNeeds['plane'],
  caller: Caller,
  { place, by }: { readonly place: Place; readonly by: Permission },
): Promise<boolean> {
  const rights = await plane.rights(tx, caller, [place]);
  return rights.may('k8s_cluster.read', place) || rights.may(by, place);
}

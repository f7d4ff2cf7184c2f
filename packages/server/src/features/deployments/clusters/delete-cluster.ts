import { endpoints } from '@keywright/contract';
import { changeOperation } from '../../../request/operation.ts';
import { Problem } from '../../../request/problem.ts';
import type { Tx } from '../../../storage/storage.ts';
import type { DeploymentNeeds } from '../handed-in.ts';
import { clusterAudited, inEnv } from './audit-cluster.ts';
import { lockedCluster } from './lock-cluster.ts';
import { deletePartsOfCluster } from './parts/queries.ts';
import {
  type ClusterRow,
  countDeploymentsOn,
  countUnfinishedTasksOf,
  deleteCluster,
} from './queries.ts';

export const deleteK8sClusterOperation = ({ lockPath }: DeploymentNeeds) =>
  changeOperation<typeof endpoints.deleteK8sCluster, ClusterRow>(endpoints.deleteK8sCluster, {
    target: (tx, { params }) => lockedCluster(tx, lockPath, { id: params.id }),
    async run(tx, _, row) {
      await refuseInUse(tx, row);
      // Of deployments that have left it, and were not reported from elsewhere yet.
      await deletePartsOfCluster(tx, row.id);
      await deleteCluster(tx, row.id);
      return {
        output: undefined,
        audit: {
          action: 'k8s_cluster.delete',
          target: clusterAudited(row),
          details: inEnv(row),
        },
      };
    },
  });

async function refuseInUse(tx: Tx, { id, name }: ClusterRow): Promise<void> {
  const deployments = await countDeploymentsOn(tx, id);
  if (deployments > 0) {
    const what = deployments === 1 ? 'a deployment is' : `${deployments} deployments are`;
    throw new Problem('conflict', {
      message: `${name} stays while ${what} on it. Move or delete them first.`,
    });
  }
  const tasks = await countUnfinishedTasksOf(tx, id);
  if (tasks === 0) return;
  const what = tasks === 1 ? 'a task is' : `${tasks} tasks are`;
  throw new Problem('conflict', {
    message: `${name} stays while ${what} to be done there. Let its runner finish, or cancel what has not started.`,
  });
}

import { endpoints } from '@keywright/contract';
import { changeOperation } from '../../../request/operation.ts';
import type { DeploymentNeeds } from '../handed-in.ts';
import { clusterAudited, inEnv } from './audit-cluster.ts';
import { lockedCluster } from './lock-cluster.ts';
import { deletePartsOfCluster } from './parts/queries.ts';
import { type ClusterRow, deleteCluster } from './queries.ts';
import { refuseInUse } from './refuse-in-use.ts';

export const deleteK8sClusterOperation = ({ lockPath }: DeploymentNeeds) =>
  changeOperation<typeof endpoints.deleteK8sCluster, ClusterRow>(endpoints.deleteK8sCluster, {
    target: (tx, { params }) => lockedCluster(tx, lockPath, { id: params.id }),
    async run(tx, _, row) {
      await refuseInUse(tx, row, 'stays');
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

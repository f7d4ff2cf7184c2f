import type { EndpointName } from '@keywright/contract';
import type { Operation } from '../../../request/operation.ts';
import type { DeploymentNeeds } from '../handed-in.ts';
import { deleteK8sClusterOperation } from './delete-cluster.ts';
import { getK8sResourceOperation, listK8sResourcesOperation } from './parts/read-parts.ts';
import { getK8sClusterOperation, listK8sClustersOperation } from './read-clusters.ts';
import { registerK8sClusterOperation } from './register-cluster.ts';
import { reportK8sClusterOperation } from './report/report-cluster.ts';
import { updateK8sClusterOperation } from './update-cluster.ts';

/** The operations on clusters and the parts that runners report. */
export function clusterOperations(needs: DeploymentNeeds) {
  return {
    listK8sClusters: listK8sClustersOperation(needs),
    registerK8sCluster: registerK8sClusterOperation(needs),
    getK8sCluster: getK8sClusterOperation(needs),
    updateK8sCluster: updateK8sClusterOperation(needs),
    deleteK8sCluster: deleteK8sClusterOperation(needs),
    reportK8sCluster: reportK8sClusterOperation(needs),
    listK8sResources: listK8sResourcesOperation(needs),
    getK8sResource: getK8sResourceOperation(),
  } satisfies Partial<Record<EndpointName, Operation>>;
}

import type { EndpointName } from '@keywright/contract';
import type { Operation } from '../../../request/operation.ts';
import type { DeploymentNeeds } from '../handed-in.ts';
import { createDeploymentOperation } from './create-deployment.ts';
import { deleteDeploymentOperation } from './delete-deployment.ts';
import { getDeploymentOperation } from './get-deployment.ts';
import { listDeploymentsOperation } from './lists/list-deployments.ts';
import { updateDeploymentOperation } from './update-deployment.ts';

/** The operations on deployments themselves. */
export function lifecycleOperations(needs: DeploymentNeeds) {
  return {
    listDeployments: listDeploymentsOperation(needs),
    createDeployment: createDeploymentOperation(needs),
    getDeployment: getDeploymentOperation(needs),
    updateDeployment: updateDeploymentOperation(needs),
    deleteDeployment: deleteDeploymentOperation(needs),
  } satisfies Partial<Record<EndpointName, Operation>>;
}

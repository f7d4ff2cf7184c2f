import type { EndpointName } from '@keywright/contract';
import type { Operation } from '../../../request/operation.ts';
import type { DeploymentNeeds } from '../handed-in.ts';

/** The operations on clusters and the parts that runners report. */
export function clusterOperations(_needs: DeploymentNeeds) {
  return {} satisfies Partial<Record<EndpointName, Operation>>;
}

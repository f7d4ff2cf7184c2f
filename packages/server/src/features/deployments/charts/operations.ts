import type { EndpointName } from '@keywright/contract';
import type { Operation } from '../../../request/operation.ts';
import type { DeploymentNeeds } from '../handed-in.ts';

/** The operations on charts. */
export function chartOperations(_needs: DeploymentNeeds) {
  return {} satisfies Partial<Record<EndpointName, Operation>>;
}

import type { EndpointName } from '@keywright/contract';
import type { Operation } from '../../../request/operation.ts';
import type { DeploymentNeeds } from '../handed-in.ts';

/** The operations on addresses that make a task when called. */
export function webhookOperations(_needs: DeploymentNeeds) {
  return {} satisfies Partial<Record<EndpointName, Operation>>;
}

import type { EndpointName } from '@keywright/contract';
import type { Operation } from '../../../request/operation.ts';
import type { DeploymentNeeds } from '../handed-in.ts';

/** The operations on the keys of signed statements. */
export function statementOperations(_needs: DeploymentNeeds) {
  return {} satisfies Partial<Record<EndpointName, Operation>>;
}

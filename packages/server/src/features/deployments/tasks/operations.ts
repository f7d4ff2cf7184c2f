import type { EndpointName } from '@keywright/contract';
import type { Operation } from '../../../request/operation.ts';
import type { DeploymentNeeds } from '../handed-in.ts';

/** The operations on tasks, as people and programs ask for and read them. */
export function taskOperations(_needs: DeploymentNeeds) {
  return {} satisfies Partial<Record<EndpointName, Operation>>;
}

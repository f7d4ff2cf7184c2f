import type { EndpointName } from '@keywright/contract';
import type { Operation } from '../../../request/operation.ts';
import type { DeploymentNeeds } from '../handed-in.ts';
import { cancelTaskOperation } from './cancel-task.ts';
import { createTaskOperation } from './create-task.ts';
import { listTasksOperation } from './list-tasks.ts';
import { getTaskOperation, getTaskOutputOperation } from './read-task.ts';

/** The operations on tasks, as people and programs ask for and read them. */
export function taskOperations(needs: DeploymentNeeds) {
  return {
    listDeploymentTasks: listTasksOperation(needs.plane),
    createDeploymentTask: createTaskOperation(needs),
    getDeploymentTask: getTaskOperation(needs.plane),
    cancelDeploymentTask: cancelTaskOperation(needs),
    getDeploymentTaskOutput: getTaskOutputOperation(),
  } satisfies Partial<Record<EndpointName, Operation>>;
}

import { chartOperations } from './charts/operations.ts';
import { clusterOperations } from './clusters/operations.ts';
import type { DeploymentNeeds } from './handed-in.ts';
import { lifecycleOperations } from './lifecycle/operations.ts';
import { runnerOperations } from './runner/operations.ts';
import { statementOperations } from './statements/operations.ts';
import { taskOperations } from './tasks/operations.ts';
import { webhookOperations } from './webhooks/operations.ts';

/** The operations on clusters, charts, deployments and their tasks. */
export function deploymentOperations(needs: DeploymentNeeds) {
  return {
    ...clusterOperations(needs),
    ...chartOperations(needs),
    ...lifecycleOperations(needs),
    ...taskOperations(needs),
    ...webhookOperations(needs),
    ...runnerOperations(needs),
    ...statementOperations(needs),
  };
}

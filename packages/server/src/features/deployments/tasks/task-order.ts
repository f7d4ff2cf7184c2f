import type { DeploymentWebhookId, K8sClusterId, TaskOperation } from '@keywright/contract';
import type { DeploymentRow } from '../queries.ts';
import type { Acting } from './acting.ts';

/** A task that is to be made. */
export interface TaskOrder {
  readonly deployment: DeploymentRow;
  readonly operation: TaskOperation;
  readonly acting: Acting;
  /** Both in milliseconds since 1970. */
  readonly now: number;
  readonly executeAt: number;
  /** Whose runner is to do it; the deployment's without it. */
  readonly clusterId?: K8sClusterId;
  /** Where in that cluster; the deployment's without it. */
  readonly namespace?: string;
  readonly webhookId?: DeploymentWebhookId;
  /** Ids of inputs that readers are not shown, besides those that the charts call sensitive now. */
  readonly hiddenBefore?: readonly string[];
}

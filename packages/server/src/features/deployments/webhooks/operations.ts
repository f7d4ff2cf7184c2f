import type { EndpointName } from '@keywright/contract';
import type { Operation } from '../../../request/operation.ts';
import type { DeploymentNeeds } from '../handed-in.ts';
import { callWebhookOperation } from './call-webhook.ts';
import { createWebhookOperation } from './create-webhook.ts';
import { deleteWebhookOperation } from './delete-webhook.ts';
import { listWebhooksOperation } from './list-webhooks.ts';

/** The operations on addresses that make a task when called. */
export function webhookOperations(needs: DeploymentNeeds) {
  return {
    listDeploymentWebhooks: listWebhooksOperation(needs),
    createDeploymentWebhook: createWebhookOperation(needs),
    deleteDeploymentWebhook: deleteWebhookOperation(needs),
    callDeploymentWebhook: callWebhookOperation(needs),
  } satisfies Partial<Record<EndpointName, Operation>>;
}

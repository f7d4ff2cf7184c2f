import { z } from 'zod';
import { deploymentId, deploymentTaskId, deploymentWebhookId, principalId } from './ids.ts';
import { pageOfItems, paging } from './paging.ts';
import { askedOperation, taskOperation } from './tasks.ts';
import { name, time } from './text.ts';

/** An address of a deployment that makes a task when it is called. */
export const deploymentWebhook = z.object({
  id: deploymentWebhookId,
  created_at: time,
  deployment_id: deploymentId,
  name: z.string(),
  operation: taskOperation,
  takes_body: z.boolean().describe('InvokeAction: the call’s JSON body is the action’s.'),
  url: z.string().describe('Call it with POST and a service account’s token.'),
  created_by: z.object({ id: principalId.nullable(), name: z.string() }),
  last_delivery: z.object({ at: time, task_id: deploymentTaskId }).nullable(),
  abilities: z.array(z.enum(['delete'])),
});
export type DeploymentWebhook = z.output<typeof deploymentWebhook>;
export const deploymentWebhookPage = pageOfItems(deploymentWebhook);
export const webhookFilters = z.object({ ...paging });
export const createDeploymentWebhook = z.object({
  name,
  operation: askedOperation,
  takes_body: z.boolean().optional(),
});
export const webhookCalled = z.object({
  task_id: deploymentTaskId,
  is_repeat: z.boolean().describe('True: this delivery had come before, and made that task then.'),
});

import type { DeploymentWebhookId } from '@keywright/contract';
import type { Tx } from '../../../storage/storage.ts';
import type { DeploymentNeeds } from '../handed-in.ts';
import type { DeploymentRow } from '../queries.ts';
import { heldDeployment } from '../tasks/held-deployment.ts';
import { readWebhook, type WebhookRow } from './queries.ts';

export interface HeldWebhook {
  readonly webhook: WebhookRow;
  readonly deployment: DeploymentRow;
}

/** An address with its deployment, which is kept for this change alone: so two calls of it take turns. */
export async function heldWebhook(
  tx: Tx,
  lockPath: DeploymentNeeds['lockPath'],
  id: DeploymentWebhookId,
): Promise<HeldWebhook | undefined> {
  const seen = await readWebhook(tx, id);
  const deployment = seen && (await heldDeployment(tx, lockPath, seen.deployment_id));
  const webhook = deployment && (await readWebhook(tx, id));
  return webhook && { webhook, deployment };
}

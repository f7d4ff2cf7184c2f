import { endpoints } from '@keywright/contract';
import { placeOf } from '../../../plane/tree/node.ts';
import { changeOperation } from '../../../request/operation.ts';
import type { DeploymentNeeds } from '../handed-in.ts';
import { heldWebhook } from './held-webhook.ts';
import { deleteWebhook } from './queries.ts';

export const deleteWebhookOperation = ({ lockPath }: DeploymentNeeds) =>
  changeOperation(endpoints.deleteDeploymentWebhook, {
    async target(tx, { params }) {
      const row = await heldWebhook(tx, lockPath, params.id);
      return row && { row, resource: placeOf(row.deployment), visible: 'deployment.read' };
    },
    async run(tx, _asked, { webhook, deployment }) {
      await deleteWebhook(tx, webhook.id);
      return {
        output: undefined,
        audit: {
          action: 'deployment_webhook.delete',
          target: { kind: 'deployment_webhook', id: webhook.id, name: webhook.name },
          details: { deployment_id: deployment.id, deployment_name: deployment.name },
        },
      };
    },
  });

import { randomUUIDv7 } from 'node:crypto';
import { type DeploymentWebhookId, endpoints, operationNameOf } from '@keywright/contract';
import { placeOf } from '../../../plane/tree/node.ts';
import { nameTaken } from '../../../request/name-taken.ts';
import { changeOperation } from '../../../request/operation.ts';
import type { Tx } from '../../../storage/storage.ts';
import type { DeploymentNeeds } from '../handed-in.ts';
import { heldDeployment } from '../tasks/held-deployment.ts';
import { hiddenInputsIn } from '../tasks/hidden-inputs-in.ts';
import { refuseLeaving } from '../tasks/ready-operation.ts';
import { operationOfAddress } from './called-operation.ts';
import { presentWebhook } from './present-webhook.ts';
import { insertWebhook, type NewWebhook, readWebhook, webhookNamed } from './queries.ts';

export const createWebhookOperation = ({ plane, lockPath, siteUrl }: DeploymentNeeds) =>
  changeOperation(endpoints.createDeploymentWebhook, {
    async target(tx, { params }) {
      const row = await heldDeployment(tx, lockPath, params.id);
      return row && { row, resource: placeOf(row), visible: 'deployment.read' };
    },
    async run(tx, { body, caller, now }, row) {
      refuseLeaving(row);
      const takesBody = body.takes_body ?? false;
      const operation = await operationOfAddress(tx, row, { operation: body.operation, takesBody });
      const id = randomUUIDv7() as DeploymentWebhookId;
      await add(tx, {
        ...{ id, deploymentId: row.id, name: body.name, operation, takesBody, now },
        hiddenInputs: await hiddenInputsIn(tx, operation),
        createdBy: caller.principal,
      });
      const webhook = await readWebhook(tx, id);
      if (!webhook) throw new Error('An address was made, and is not there.');
      const place = placeOf(row);
      return {
        output: presentWebhook(webhook, {
          ...{ place, siteUrl, rights: await plane.rights(tx, caller, [place]) },
        }),
        audit: {
          action: 'deployment_webhook.create',
          target: { kind: 'deployment_webhook', id, name: body.name },
          details: {
            deployment_id: row.id,
            deployment_name: row.name,
            operation: operationNameOf(operation),
          },
        },
      };
    },
  });

async function add(tx: Tx, webhook: NewWebhook): Promise<void> {
  if (await insertWebhook(tx, webhook)) return;
  const taken = await webhookNamed(tx, webhook.deploymentId, webhook.name);
  throw nameTaken('a webhook', taken ?? webhook.name, 'on this deployment');
}

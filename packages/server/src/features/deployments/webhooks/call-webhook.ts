import { randomUUID } from 'node:crypto';
import { endpoints, type TaskOperation } from '@keywright/contract';
import type { Plane } from '../../../plane/plane.ts';
import type { Caller } from '../../../plane/principal.ts';
import { placeOf } from '../../../plane/tree/node.ts';
import { changeOperation, nothingStored } from '../../../request/operation.ts';
import { invalidField } from '../../../request/problem.ts';
import type { Tx } from '../../../storage/storage.ts';
import type { DeploymentNeeds } from '../handed-in.ts';
import { addAskedTask } from '../tasks/add-asked-task.ts';
import { neededFor } from '../tasks/needed-permission.ts';
import { calledOperation, rethrowOfCall } from './called-operation.ts';
import { type HeldWebhook, heldWebhook } from './held-webhook.ts';
import { deliveredTask, forgetDeliveries, insertDelivery } from './queries.ts';

/** So long a sender may try again, and no sender does for longer. */
const rememberedMs = 30 * 86_400_000;
const longestDeliveryId = 200;

export const callWebhookOperation = ({ plane, lockPath }: DeploymentNeeds) =>
  changeOperation(endpoints.callDeploymentWebhook, {
    async target(tx, { params }) {
      const row = await heldWebhook(tx, lockPath, params.id);
      return (
        row && {
          row,
          resource: placeOf(row.deployment),
          permission: neededFor(row.webhook.operation_name),
          visible: 'deployment.read',
        }
      );
    },
    async run(tx, { body, caller, deliveryId, now }, { webhook, deployment }) {
      if (deliveryId !== undefined && deliveryId.length > longestDeliveryId) {
        const message = `Must be at most ${longestDeliveryId} characters.`;
        throw invalidField('delivery id', message);
      }
      await forgetDeliveries(tx, webhook.id, now - rememberedMs);
      const earlier = deliveryId && (await deliveredTask(tx, webhook.id, deliveryId));
      if (earlier) return { output: { task_id: earlier, is_repeat: true }, audit: nothingStored };
      const { id, audit } = await addTask(tx, plane, { webhook, deployment, body, caller, now });
      await insertDelivery(tx, {
        ...{ webhook_id: webhook.id, task_id: id, at: now },
        // What comes without an id is remembered too, as the last delivery, and never comes again.
        delivery_id: deliveryId || randomUUID(),
      });
      return { output: { task_id: id, is_repeat: false }, audit };
    },
  });

type Call = HeldWebhook & {
  readonly body: unknown;
  readonly caller: Caller;
  readonly now: number;
};

async function addTask(tx: Tx, plane: Plane, { webhook, deployment, body, caller, now }: Call) {
  const operation = JSON.parse(webhook.operation) as TaskOperation;
  const takesBody = webhook.takes_body === 1;
  const hiddenInputs = JSON.parse(webhook.hidden_inputs) as string[];
  try {
    return await addAskedTask(tx, plane, {
      ...{ row: deployment, caller, now, executeAt: now },
      webhook: { id: webhook.id, name: webhook.name, hiddenInputs },
      operation: calledOperation(deployment, { operation, takesBody }, body),
    });
  } catch (error) {
    rethrowOfCall(error, { takesBody });
  }
}

import {
  type AuditChange,
  type DeploymentTaskId,
  type DeploymentWebhookId,
  operationNameOf,
  type TaskOperation,
} from '@keywright/contract';
import type { Plane } from '../../../plane/plane.ts';
import type { Caller } from '../../../plane/principal.ts';
import { placeOf } from '../../../plane/tree/node.ts';
import { wireTime } from '../../../request/time.ts';
import type { Tx } from '../../../storage/storage.ts';
import type { DeploymentRow } from '../queries.ts';
import { actingOf } from './acting.ts';
import { insertTask } from './insert-task.ts';
import { readyOperation, refuseIdle } from './ready-operation.ts';

interface Order {
  /** Held. */
  readonly row: DeploymentRow;
  readonly operation: TaskOperation;
  readonly caller: Caller;
  /** Both in milliseconds since 1970. */
  readonly now: number;
  readonly executeAt: number;
  /** The address that was called. */
  readonly webhook?: {
    readonly id: DeploymentWebhookId;
    readonly name: string;
    /** Ids of inputs that were sensitive when it was made, whatever the version says that is there now. */
    readonly hiddenInputs: readonly string[];
  };
}

/** Makes the task that somebody who may asks for. Throws what the deployment, its chart and its parts have against it. */
export async function addAskedTask(
  tx: Tx,
  plane: Plane,
  { row, operation: asked, caller, now, executeAt, webhook }: Order,
): Promise<{ id: DeploymentTaskId; audit: AuditChange }> {
  refuseIdle(row);
  const rights = await plane.rights(tx, caller, [placeOf(row)]);
  const { operation, action } = await readyOperation(tx, { row, rights }, asked);
  const id = await insertTask(tx, {
    deployment: row,
    operation,
    acting: actingOf(caller),
    now,
    executeAt,
    ...(webhook && { webhookId: webhook.id, hiddenBefore: webhook.hiddenInputs }),
  });
  const name = operationNameOf(operation);
  return {
    id,
    audit: {
      action: 'deployment_task.create',
      target: { kind: 'deployment_task', id, name },
      details: {
        deployment_id: row.id,
        deployment_name: row.name,
        operation: name,
        action,
        execute_at: wireTime(executeAt),
        webhook: webhook?.name ?? null,
      },
    },
  };
}

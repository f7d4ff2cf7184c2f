import { randomUUIDv7 } from 'node:crypto';
import { type DeploymentTaskId, operationNameOf } from '@keywright/contract';
import { announceAt } from '../../../audit/write-audit-event.ts';
import { placeOf } from '../../../plane/tree/node.ts';
import type { Tx } from '../../../storage/storage.ts';
import { hiddenInputsIn } from './hidden-inputs-in.ts';
import { insertTaskRow } from './queries.ts';
import type { TaskOrder } from './task-order.ts';

/** Adds a task to a deployment that is held; runners and pages hear of it once it is committed. */
export async function insertTask(tx: Tx, order: TaskOrder): Promise<DeploymentTaskId> {
  const id = randomUUIDv7() as DeploymentTaskId;
  const { operation } = order;
  await insertTaskRow(tx, {
    ...order,
    id,
    operationName: operationNameOf(operation),
    hiddenInputs: await hiddenInputsIn(tx, operation),
  });
  announceAt(tx, placeOf(order.deployment), { kind: 'deployment_task', id, change: 'create' });
  return id;
}

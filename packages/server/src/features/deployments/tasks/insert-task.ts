import { randomUUIDv7 } from 'node:crypto';
import { type DeploymentTaskId, operationNameOf } from '@keywright/contract';
import type { Tx } from '../../../storage/storage.ts';
import { hiddenInputsIn } from './hidden-inputs-in.ts';
import { insertTaskRow } from './queries.ts';
import type { TaskOrder } from './task-order.ts';

/** Adds a task to a deployment that is held. That runners and pages hear of it is for the caller to see to. */
export async function insertTask(tx: Tx, order: TaskOrder): Promise<DeploymentTaskId> {
  const id = randomUUIDv7() as DeploymentTaskId;
  const { operation, hiddenBefore = [] } = order;
  const hiddenNow = await hiddenInputsIn(tx, operation);
  await insertTaskRow(tx, {
    ...order,
    id,
    operationName: operationNameOf(operation),
    hiddenInputs: [...new Set([...hiddenBefore, ...hiddenNow])],
  });
  return id;
}

import type { DeploymentTaskId, LeaseId } from '@keywright/contract';
import { Problem } from '../../../request/problem.ts';
import type { Tx } from '../../../storage/storage.ts';
import { lockTask, type TaskRow } from './queries.ts';

/** Locks a task that this lease holds now. Throws `lease_lost`, also where nobody has noticed yet that it ran out. */
export async function heldTask(
  tx: Tx,
  id: DeploymentTaskId,
  leaseId: LeaseId,
  now: number,
): Promise<TaskRow> {
  const task = await lockTask(tx, id);
  if (!isHeld(task, leaseId, now)) throw new Problem('lease_lost');
  return task;
}

export function isHeld(task: TaskRow, leaseId: LeaseId, now: number): boolean {
  return task.status === 'Started' && task.lease_id === leaseId && (task.lease_ends_at ?? 0) > now;
}

import { announceAt } from '../../../audit/write-audit-event.ts';
import { readNode } from '../../../plane/tree/queries.ts';
import type { Tx } from '../../../storage/storage.ts';
import { taskPlace } from '../tasks/task-place.ts';
import type { TaskRow } from './queries.ts';

/** Tells runners and pages that a task is another now. */
export async function announceTask(tx: Tx, task: TaskRow): Promise<void> {
  const env = await readNode(tx, task.env_id);
  const place = taskPlace({
    ...task,
    env_id: env?.id ?? null,
    project_id: env?.project_id ?? null,
    organization_id: env?.organization_id ?? null,
  });
  announceAt(tx, place, { kind: 'deployment_task', id: task.id, change: 'update' });
}

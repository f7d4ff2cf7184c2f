import { type DeploymentTaskId, endpoints } from '@keywright/contract';
import type { Plane } from '../../../plane/plane.ts';
import { readOperation, type Target } from '../../../request/operation.ts';
import type { Db } from '../../../storage/storage.ts';
import { placeOfTask, presentTask } from './present-task.ts';
import { readOutput, readTasks, type TaskRow } from './queries.ts';

async function target(
  db: Db,
  { params }: { params: { id: DeploymentTaskId } },
): Promise<Target<TaskRow> | undefined> {
  const [row] = await readTasks(db, [params.id]);
  return row && { row, resource: placeOfTask(row) };
}

export const getTaskOperation = (plane: Plane) =>
  readOperation(endpoints.getDeploymentTask, {
    target,
    run: (db, { caller }, row) => presentTask(db, { plane, caller }, row),
  });

export const getTaskOutputOperation = () =>
  readOperation(endpoints.getDeploymentTaskOutput, {
    target,
    async run(db, { query }, row) {
      const text = await readOutput(db, row.id);
      const { tail } = query;
      return {
        text: tail === undefined ? text : text.slice(-tail),
        is_cut: row.is_output_cut === 1,
      };
    },
  });

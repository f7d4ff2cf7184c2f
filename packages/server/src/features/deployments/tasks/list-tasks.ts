import { endpoints } from '@keywright/contract';
import type { Plane } from '../../../plane/plane.ts';
import { readOperation } from '../../../request/operation.ts';
import { paged } from '../../../request/paging.ts';
import { findTasks, reachOf } from './list/find-tasks.ts';
import { presentTasks } from './present-task.ts';
import { readTasks } from './queries.ts';

export const listTasksOperation = (plane: Plane) =>
  readOperation(endpoints.listDeploymentTasks, {
    async run(db, { caller, query }) {
      const { page, per_page, page_size, ...filters } = query;
      const { slice, answer } = paged({ page, per_page, page_size });
      const reach = await reachOf(db, plane, caller, filters);
      const { ids, total } = await findTasks(db, { filters, reach }, slice);
      return answer(await presentTasks(db, { plane, caller }, await readTasks(db, ids)), total);
    },
  });

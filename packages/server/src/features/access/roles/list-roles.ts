import { endpoints, type ResourceId } from '@keywright/contract';
import type { Plane } from '../../../plane/plane.ts';
import type { Caller } from '../../../plane/principal.ts';
import { pathOf } from '../../../plane/tree/node.ts';
import { readNode } from '../../../plane/tree/queries.ts';
import { readOperation } from '../../../request/operation.ts';
import { paged } from '../../../request/paging.ts';
import { Problem } from '../../../request/problem.ts';
import type { Db } from '../../../storage/storage.ts';
import { seesResource } from '../sees-resource.ts';
import { presentRoles } from './present-role.ts';
import { countRoles, listRoles, type RoleFilters } from './queries.ts';
import { roleSight } from './role-sight.ts';

export const listRolesOperation = (plane: Plane) =>
  readOperation(endpoints.listRoles, {
    async run(db, { query, caller, now }) {
      const { slice, answer } = paged(query);
      const usableOn = await where(db, plane, caller, query.usable_on);
      const filters: RoleFilters = { ...query, usableOn };
      const sight = await roleSight(db, plane, caller, now);
      const ids = await listRoles(db, sight, filters, slice);
      const total = await countRoles(db, sight, filters);
      return answer(await presentRoles(db, plane, caller, ids), total);
    },
  });

async function where(
  db: Db,
  plane: Plane,
  caller: Caller,
  id: ResourceId | undefined,
): Promise<RoleFilters['usableOn']> {
  if (id === undefined) return undefined;
  const node = await readNode(db, id);
  if (!node || !(await seesResource(db, plane, caller, node))) throw new Problem('not_found');
  return { type: node.type, path: pathOf(node) };
}

import {
  endpoints,
  type Permission,
  type PrincipalId,
  permissionOf,
  type ResourceId,
  type ResourceType,
} from '@keywright/contract';
import { permissionSets } from '../../../../plane/held-grants.ts';
import type { Plane } from '../../../../plane/plane.ts';
import { readNode } from '../../../../plane/tree/queries.ts';
import { permit } from '../../../../request/authorize.ts';
import { readOperation } from '../../../../request/operation.ts';
import { paged } from '../../../../request/paging.ts';
import { invalidField, Problem } from '../../../../request/problem.ts';
import type { Db } from '../../../../storage/storage.ts';
import { nodeTarget } from '../node-target.ts';
import { countMembers, listMembers, rolesOfMembers } from './queries.ts';

/** What shows the members of a node, by its type; others have none. */
const showsMembers: Partial<Record<ResourceType, Permission>> = {
  organization: 'organization.list_members',
  project: 'project.list_members',
};

export const listMembersOperation = (plane: Plane) =>
  readOperation(endpoints.listMembers, {
    async run(db, { caller, query, now }) {
      const { slice, answer } = paged(query);
      const node = await readNode(db, query.resource_id);
      if (!node) throw new Problem('not_found');
      const shows = showsMembers[node.type];
      // Who may not see the node hears that there is none, whatever its type.
      const permission = shows ?? permissionOf(node.type, 'read');
      await permit(plane, db, { caller, target: nodeTarget(node), permission });
      if (!shows) {
        throw invalidField('resource_id', 'Only an organization or a project has members.');
      }
      const total = await countMembers(db, node.id, now);
      const rows = await listMembers(db, node.id, now, slice);
      const ids = rows.map(({ id }) => id);
      const roles = await rolesByMember(db, node.id, ids, now);
      const items = rows.map(({ kind, id, name }) => ({
        principal: { kind, id, name },
        roles: roles.get(id) ?? [],
      }));
      return answer(items, total);
    },
  });

/** Each name once, in the order granted. */
async function rolesByMember(
  db: Db,
  resourceId: ResourceId,
  ids: readonly PrincipalId[],
  now: number,
): Promise<Map<PrincipalId, string[]>> {
  if (ids.length === 0) return new Map();
  const rows = await rolesOfMembers(db, resourceId, ids, now);
  const sets = await permissionSets(
    db,
    rows.filter((row) => row.role_name === null).map((row) => row.set_id),
  );
  const names = new Map(ids.map((id) => [id, new Set<string>()]));
  for (const { principal_id, role_name, set_id } of rows) {
    const here = role_name === null ? [...(sets.get(set_id) ?? [])].sort() : [role_name];
    for (const name of here) names.get(principal_id)?.add(name);
  }
  return new Map([...names].map(([id, of]) => [id, [...of]]));
}

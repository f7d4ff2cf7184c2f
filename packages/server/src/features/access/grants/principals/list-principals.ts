import { endpoints, type ListedPrincipal, type ResourceId } from '@keywright/contract';
import type { Plane } from '../../../../plane/plane.ts';
import type { Caller } from '../../../../plane/principal.ts';
import { pathOf, readPathNames } from '../../../../plane/tree/node.ts';
import { readNode, readNodes } from '../../../../plane/tree/queries.ts';
import { permit } from '../../../../request/authorize.ts';
import { readOperation } from '../../../../request/operation.ts';
import { paged } from '../../../../request/paging.ts';
import { Problem } from '../../../../request/problem.ts';
import type { Db } from '../../../../storage/storage.ts';
import { nodeTarget } from '../node-target.ts';
import { countPrincipals, type ListedRow, listPrincipals } from './queries.ts';

/** Names to choose from. People see all; a service account those to whom it can grant something, where it can. */
export const listPrincipalsOperation = (plane: Plane) =>
  readOperation(endpoints.listPrincipals, {
    async run(db, { caller, query }) {
      const { slice, answer } = paged(query);
      const { search, kind, resource_id } = query;
      if (resource_id === undefined && caller.principal.kind !== 'user') return answer([], 0);
      const homeIds = resource_id && (await homesFor(db, plane, caller, resource_id));
      const filters = { search, kind, homeIds };
      const total = await countPrincipals(db, filters);
      const rows = await listPrincipals(db, filters, slice, total);
      return answer(await present(db, rows), total);
    },
  });

/** Where a service account must be at home to be granted something there. Throws `not_found` or `forbidden`. */
async function homesFor(
  db: Db,
  plane: Plane,
  caller: Caller,
  id: ResourceId,
): Promise<ResourceId[]> {
  const node = await readNode(db, id);
  if (!node) throw new Problem('not_found');
  await permit(plane, db, { caller, target: nodeTarget(node), permission: 'grant.create' });
  return pathOf(node);
}

async function present(db: Db, rows: readonly ListedRow[]): Promise<ListedPrincipal[]> {
  const homeIds = new Set(rows.flatMap(({ home_id }) => home_id ?? []));
  const homes = await readNodes(db, [...homeIds]);
  const names = await readPathNames(db, homes);
  const spelled = new Map(
    homes.map((home) => {
      const path = [...names.above(home), names.ref(home.id)];
      return [home.id, path.map(({ name }) => name).join(' / ')];
    }),
  );
  return rows.map(({ kind, id, name, email, home_id }) => ({
    kind,
    id,
    name,
    detail: email ?? (home_id && spelled.get(home_id)) ?? '',
  }));
}

import { endpoints, type ListedPrincipal, permissions, type ResourceId } from '@keywright/contract';
import type { Plane } from '../../../../plane/plane.ts';
import type { Caller } from '../../../../plane/principal.ts';
import { pathOf, placeOf, readPathNames } from '../../../../plane/tree/node.ts';
import { readNode, readNodes } from '../../../../plane/tree/queries.ts';
import { permit } from '../../../../request/authorize.ts';
import { readOperation } from '../../../../request/operation.ts';
import { paged } from '../../../../request/paging.ts';
import { Problem } from '../../../../request/problem.ts';
import type { Db } from '../../../../storage/storage.ts';
import { nodeTarget } from '../node-target.ts';
import { countPrincipals, type ListedRow, listPrincipals } from './queries.ts';

/**
 * Names to choose from. People see all people and service accounts, others those to whom they can grant something, where
 * they can; and everybody the deployments that they may list.
 */
export const listPrincipalsOperation = (plane: Plane) =>
  readOperation(endpoints.listPrincipals, {
    async run(db, { caller, query }) {
      const { slice, answer } = paged(query);
      const { search, kind, resource_id } = query;
      if (resource_id === undefined && caller.principal.kind !== 'user') return answer([], 0);
      const homeIds = resource_id && (await homesFor(db, plane, caller, resource_id));
      const deployments = await plane.reach(db, caller, 'deployment.list');
      const filters = { search, kind, homeIds, deployments };
      const total = await countPrincipals(db, filters);
      const rows = await listPrincipals(db, filters, slice, total);
      const toldHomes = homeIds ?? (await homesSeen(db, plane, caller, rows));
      return answer(await present(db, rows, toldHomes), total);
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

/** Those homes of these accounts that the caller may know of: a name of somebody's project is for who sees it. */
async function homesSeen(
  db: Db,
  plane: Plane,
  caller: Caller,
  rows: readonly ListedRow[],
): Promise<ResourceId[]> {
  const nodes = await readNodes(db, homesOf(rows));
  const places = nodes.map(placeOf);
  const rights = await plane.rights(db, caller, places);
  const seen = places.filter(
    (place) => place.type === 'site' || permissions.some((one) => rights.may(one, place)),
  );
  return seen.map(({ id }) => id as ResourceId);
}

const homesOf = (rows: readonly ListedRow[]): ResourceId[] => [
  ...new Set(rows.flatMap(({ home_id }) => home_id ?? [])),
];

async function present(
  db: Db,
  rows: readonly ListedRow[],
  toldHomes: readonly ResourceId[],
): Promise<ListedPrincipal[]> {
  const homes = await readNodes(
    db,
    homesOf(rows).filter((id) => toldHomes.includes(id)),
  );
  const names = await readPathNames(db, homes);
  const spelled = new Map(
    homes.map((home) => {
      const path = [...names.above(home), names.ref(home.id)];
      return [home.id, path.map(({ name }) => name).join(' / ')];
    }),
  );
  const envs = await readNodes(
    db,
    rows.flatMap(({ env_id }) => env_id ?? []),
  );
  const envNames = new Map(envs.map((env) => [env.id, env.name]));
  return rows.map(({ kind, id, name, email, home_id, env_id }) => ({
    kind,
    id,
    name,
    detail:
      email ??
      (env_id && envNames.get(env_id)) ??
      (home_id && spelled.get(home_id)) ??
      'Service account',
  }));
}

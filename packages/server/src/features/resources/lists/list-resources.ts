import { endpoints, type PageRequest, type Permission } from '@keywright/contract';
import type { Plane } from '../../../plane/plane.ts';
import type { Caller } from '../../../plane/principal.ts';
import type { NodeRow } from '../../../plane/tree/queries.ts';
import { readOperation } from '../../../request/operation.ts';
import { paged } from '../../../request/paging.ts';
import type { Db } from '../../../storage/storage.ts';
import { envs, organizations, presentAll, projects, type Shown } from '../shown.ts';
import { findListed } from './find-listed.ts';
import type { ResourceFilters } from './queries.ts';

interface Wanted<Row extends NodeRow, Output> {
  readonly shown: Shown<Row, Output>;
  readonly permission: Permission;
  readonly plane: Plane;
}

/** A page of nodes where the caller holds the permission. */
async function page<Row extends NodeRow, Output>(
  { shown, permission, plane }: Wanted<Row, Output>,
  db: Db,
  { query, caller }: { query: PageRequest & ResourceFilters; caller: Caller },
) {
  const { slice, answer } = paged(query);
  const reach = await plane.reach(db, caller, permission);
  const question = { type: shown.type, reach, filters: query };
  const { ids, total } = await findListed(db, question, slice);
  return answer(await presentAll(shown, db, { plane, caller, ids }), total);
}

export const listOrganizationsOperation = (plane: Plane) =>
  readOperation(endpoints.listOrganizations, {
    run: (db, asked) =>
      page({ shown: organizations, permission: 'organization.list', plane }, db, asked),
  });

export const listProjectsOperation = (plane: Plane) =>
  readOperation(endpoints.listProjects, {
    run: (db, asked) => page({ shown: projects, permission: 'project.list', plane }, db, asked),
  });

export const listEnvsOperation = (plane: Plane) =>
  readOperation(endpoints.listEnvs, {
    run: (db, asked) => page({ shown: envs, permission: 'env.list', plane }, db, asked),
  });

import { endpoints } from '@keywright/contract';
import type { Plane } from '../../../plane/plane.ts';
import type { Caller } from '../../../plane/principal.ts';
import { readOperation } from '../../../request/operation.ts';
import { paged } from '../../../request/paging.ts';
import { Problem } from '../../../request/problem.ts';
import type { Reach } from '../../../storage/reach.ts';
import type { Db } from '../../../storage/storage.ts';
import { findListed } from '../lists/find-listed.ts';
import { deploymentKinds, presentAll } from '../shown.ts';
import { holdsAnything } from './queries.ts';

/** People see all kinds. A service account or deployment that was given nothing sees nothing, these words included. */
export async function seesKinds(db: Db, { principal }: Caller, now: number): Promise<boolean> {
  switch (principal.kind) {
    case 'user':
      return true;
    case 'service_account':
    case 'deployment':
      return holdsAnything(db, principal.id, now);
    default:
      throw principal satisfies never;
  }
}

export const listDeploymentKindsOperation = (plane: Plane) =>
  readOperation(endpoints.listDeploymentKinds, {
    async run(db, { query, caller, now }) {
      const { slice, answer } = paged(query);
      const seen = await seesKinds(db, caller, now);
      const reach: Reach = { kind: seen ? 'everything' : 'nothing' };
      const question = {
        type: deploymentKinds.type,
        reach,
        filters: { name: query.name },
      } as const;
      const { ids, total } = await findListed(db, question, slice);
      return answer(await presentAll(deploymentKinds, db, { plane, caller, ids }), total);
    },
  });

export const getDeploymentKindOperation = (plane: Plane) =>
  readOperation(endpoints.getDeploymentKind, {
    async run(db, { params, caller, now }) {
      const ids = (await seesKinds(db, caller, now)) ? [params.id] : [];
      const [kind] = await presentAll(deploymentKinds, db, { plane, caller, ids });
      if (!kind) throw new Problem('not_found');
      return kind;
    },
  });

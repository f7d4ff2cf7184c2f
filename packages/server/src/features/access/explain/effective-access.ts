import { endpoints, type PrincipalId } from '@keywright/contract';
import { heldGrants } from '../../../plane/held-grants.ts';
import type { Plane } from '../../../plane/plane.ts';
import type { Caller } from '../../../plane/principal.ts';
import { pathOf, placeOf, readPathNames, refOf } from '../../../plane/tree/node.ts';
import { refuseUnknownPermissions } from '../../../request/known-permissions.ts';
import { readOperation } from '../../../request/operation.ts';
import { paged } from '../../../request/paging.ts';
import type { Reach } from '../../../storage/reach.ts';
import type { Db } from '../../../storage/storage.ts';
import { countSought, listSought } from './queries.ts';
import { askedHolder } from './question.ts';
import { givingGrants, reasonsOf } from './reasons.ts';

export const effectiveAccessOperation = (plane: Plane) =>
  readOperation(endpoints.effectiveAccess, {
    async run(db, { query, caller, now }) {
      const principalId = query.principal ?? caller.principal.id;
      const holder = await askedHolder(db, { plane, caller }, principalId, now);
      const permission = query.permission ?? null;
      if (permission) await refuseUnknownPermissions(db, [permission], 'permission');
      const sought = {
        type: query.type,
        reached: await plane.reachOf(db, holder, permission),
        told: await toldOf(db, plane, caller, principalId),
      };
      const { slice, answer } = paged(query);
      const nodes = await listSought(db, sought, slice);
      const total = await countSought(db, sought);

      const names = await readPathNames(db, nodes);
      const grants = await heldGrants(db, holder.id, [...new Set(nodes.flatMap(pathOf))]);
      const reasons = await reasonsOf(
        db,
        nodes.map((node) => ({
          holder,
          resourceId: node.id,
          through: givingGrants(grants, permission, placeOf(node), now),
        })),
      );
      return answer(
        nodes.map((node, at) => ({
          resource: refOf(node),
          path: names.above(node),
          reasons: reasons[at] ?? [],
        })),
        total,
      );
    },
  });

/** Of oneself everything; of others what hangs on resources whose grants the caller may see. */
async function toldOf(
  db: Db,
  plane: Plane,
  caller: Caller,
  principalId: PrincipalId,
): Promise<Reach> {
  if (principalId === caller.principal.id) return { kind: 'everything' };
  return plane.reach(db, caller, 'grant.list');
}

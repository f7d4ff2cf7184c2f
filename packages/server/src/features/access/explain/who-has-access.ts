import { endpoints } from '@keywright/contract';
import type { Plane } from '../../../plane/plane.ts';
import { refuseUnknownPermissions } from '../../../request/known-permissions.ts';
import { readOperation } from '../../../request/operation.ts';
import { paged } from '../../../request/paging.ts';
import { Problem } from '../../../request/problem.ts';
import { heldBySeveral } from '../holders/held-by-several.ts';
import { holderRef, readHolders } from '../holders/named-holder.ts';
import { countHolders, listHolders } from './queries.ts';
import { askedNode, refuseCurious, refuseNoKind } from './question.ts';
import { givingGrants, reasonsOf } from './reasons.ts';

export const whoHasAccessOperation = (plane: Plane) =>
  readOperation(endpoints.whoHasAccess, {
    async run(db, { query, caller, now }) {
      const asked = await askedNode(db, query.resource, query.kind);
      await refuseCurious(db, { plane, caller }, asked);
      await refuseNoKind(db, query.kind);
      await refuseUnknownPermissions(db, [query.permission], 'permission');
      const { path, kindId } = asked.place;
      const { slice, answer } = paged(query);
      const question = { path, kindId, permissions: [query.permission], now } as const;
      const ids = await listHolders(db, question, slice);
      const total = await countHolders(db, question);

      const holders = await readHolders(db, ids, now);
      const held = await heldBySeveral(db, ids, path);
      const rows = ids.map((id) => {
        const holder = holders.get(id);
        if (!holder) throw new Problem('internal');
        const through = givingGrants(held.get(id) ?? [], query.permission, asked.place, now);
        return { holder, resourceId: asked.node.id, through };
      });
      const reasons = await reasonsOf(db, rows);
      return answer(
        rows.map(({ holder }, at) => ({
          principal: holderRef(holder),
          reasons: reasons[at] ?? [],
        })),
        total,
      );
    },
  });

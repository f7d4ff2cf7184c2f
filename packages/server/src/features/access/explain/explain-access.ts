import { type ExplainedAccess, endpoints } from '@keywright/contract';
import type { Place } from '../../../plane/allowed.ts';
import type { Plane } from '../../../plane/plane.ts';
import type { Caller } from '../../../plane/principal.ts';
import { readPathNames, refOf } from '../../../plane/tree/node.ts';
import { refuseUnknownPermissions } from '../../../request/known-permissions.ts';
import { readOperation } from '../../../request/operation.ts';
import type { Db } from '../../../storage/storage.ts';
import { holderRef } from '../holders/named-holder.ts';
import { denialOf } from './denial-of.ts';
import { askedHolder, askedNode, refuseCurious, refuseNoKind, refuseUnseen } from './question.ts';
import { reasonsOf } from './reasons.ts';

export const explainAccessOperation = (plane: Plane) =>
  readOperation(endpoints.explainAccess, {
    async run(db, { query, caller, now }): Promise<ExplainedAccess> {
      const { permission } = query;
      const principalId = query.principal ?? caller.principal.id;
      const asked = await askedNode(db, query.resource, query.kind);
      const { node, place } = asked;
      const refuse = principalId === caller.principal.id ? refuseUnseen : refuseCurious;
      await refuse(db, { plane, caller }, asked);
      await refuseNoKind(db, query.kind);
      await refuseUnknownPermissions(db, [permission], 'permission');
      const holder = await askedHolder(db, { plane, caller }, principalId, now);

      const rights = await plane.rightsOf(db, holder, [place]);
      const isAllowed = rights.may(permission, place);
      // What they would still hold as somebody who does not administer the site.
      const plain = await plane.rightsOf(db, { ...holder, isAdmin: false }, [place]);
      const decision = plain.decide(permission, place);
      const through = decision.allowed && decision.because === 'grant' ? decision.grants : [];
      const [reasons = []] = isAllowed
        ? await reasonsOf(db, [{ holder, resourceId: node.id, through }])
        : [];
      const namesGranters = await seesGranters(db, plane, caller, place);
      const names = await readPathNames(db, [node]);
      return {
        allowed: isAllowed,
        principal: holderRef(holder),
        permission,
        resource: refOf(node),
        path: names.above(node),
        reasons,
        denial: isAllowed
          ? null
          : await denialOf(db, { holder, permission, asked, names, namesGranters, now }),
      };
    },
  });

/** People know each other. A service account learns of others where it may see who holds what. */
async function seesGranters(db: Db, plane: Plane, caller: Caller, place: Place): Promise<boolean> {
  if (caller.principal.kind === 'user') return true;
  return (await plane.rights(db, caller, [place])).may('grant.list', place);
}

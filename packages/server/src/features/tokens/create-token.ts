import { endpoints, type UserId, type UserTokenId } from '@keywright/contract';
import { onSite } from '../../plane/decide.ts';
import type { Plane } from '../../plane/plane.ts';
import { endTime } from '../../request/end-time.ts';
import { changeOperation } from '../../request/operation.ts';
import { Problem } from '../../request/problem.ts';
import { issueToken } from './issue-token.ts';
import { presentToken } from './present-token.ts';
import { readOwner, readToken } from './queries.ts';
import { tokenTarget } from './token-target.ts';

/** For oneself, or by an administrator for somebody else, who is then on record as having made it. */
export const createTokenOperation = (plane: Plane) =>
  changeOperation(endpoints.createUserToken, {
    async target(tx, { body, caller }) {
      // A service account has no personal tokens; it may make some for people, where it holds that right.
      const ownerId = body?.user_id ?? (caller.principal.id as UserId);
      const row = await readOwner(tx, ownerId);
      const visible = caller.principal.kind === 'user';
      return row && { row, resource: onSite('user', row.id), owner: row.id, visible };
    },
    async run(tx, { body, caller, now }, owner) {
      const { principal } = caller;
      const issued = await issueToken(tx, {
        owner: { kind: 'user', id: owner.id, name: owner.display_name },
        name: body?.name,
        description: body?.description,
        expiresAt: endTime(body ?? {}, now),
        createdBy: principal,
        now,
      });
      const row = await readToken(tx, issued.id as UserTokenId);
      if (!row) throw new Problem('internal');
      const rights = await plane.rights(tx, caller, [tokenTarget(row).resource]);
      return {
        output: { ...presentToken(rights, caller, row, now), created_token: issued.token.reveal() },
        audit: issued.audit,
      };
    },
  });

import { endpoints, type UserId, type UserTokenId } from '@keywright/contract';
import { onSite } from '../../plane/decide.ts';
import { changeOperation } from '../../request/operation.ts';
import { Problem } from '../../request/problem.ts';
import { refuseStronger } from './for-another.ts';
import { issueAsked } from './issue-asked.ts';
import { presentToken } from './present-token.ts';
import { readOwner, readToken } from './queries.ts';
import type { TokenRooms } from './rooms.ts';
import { tokenTarget } from './token-target.ts';

/** For oneself, or by an administrator for somebody else, who is then on record as having made it. */
export const createTokenOperation = (rooms: TokenRooms) =>
  changeOperation(endpoints.createUserToken, {
    async target(tx, { body, caller }) {
      // A service account has no personal tokens; it may make some for people, where it holds that right.
      const ownerId = body?.user_id ?? (caller.principal.id as UserId);
      const row = await readOwner(tx, ownerId);
      const visible = caller.principal.kind === 'user';
      return row && { row, resource: onSite('user', row.id), owner: row.id, visible };
    },
    async run(tx, { body, caller, now }, person) {
      await refuseStronger(rooms.covers, tx, { caller, now }, person);
      const owner = { kind: 'user', id: person.id, name: person.display_name } as const;
      const issued = await issueAsked(tx, rooms, {
        owner,
        wanted: body ?? {},
        caller,
        now,
      });
      const row = await readToken(tx, issued.id as UserTokenId);
      if (!row) throw new Problem('internal');
      const rights = await rooms.plane.rights(tx, caller, [tokenTarget(row).resource]);
      return {
        output: { ...presentToken(rights, caller, row, now), created_token: issued.token.reveal() },
        audit: issued.audit,
      };
    },
  });

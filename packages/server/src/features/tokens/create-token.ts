import { endpoints, type UserId, type UserTokenId } from '@keywright/contract';
import { onSite } from '../../plane/decide.ts';
import type { Plane } from '../../plane/plane.ts';
import type { Caller } from '../../plane/principal.ts';
import { type Covers, refuseBeyondOneself } from '../../request/covers.ts';
import { endTime } from '../../request/end-time.ts';
import { changeOperation } from '../../request/operation.ts';
import { Problem } from '../../request/problem.ts';
import type { Flag } from '../../storage/schema-columns.ts';
import type { Tx } from '../../storage/storage.ts';
import { issueToken } from './issue-token.ts';
import { presentToken } from './present-token.ts';
import { readOwner, readToken } from './queries.ts';
import { tokenTarget } from './token-target.ts';

/** For oneself, or by an administrator for somebody else, who is then on record as having made it. */
export const createTokenOperation = (plane: Plane, covers: Covers) =>
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
      if (owner.id !== principal.id) await refuseStronger(covers, tx, { caller, now }, owner);
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

/** A token is all that its person may do, in the hand of whoever made it. */
async function refuseStronger(
  covers: Covers,
  tx: Tx,
  by: { caller: Caller; now: number },
  owner: { id: UserId; is_admin: Flag },
): Promise<void> {
  if (owner.is_admin === 1 && !by.caller.principal.isAdmin) {
    throw new Problem('beyond_own_rights', {
      message: 'Only a site administrator makes tokens for site administrators.',
    });
  }
  await refuseBeyondOneself(covers, tx, by, owner.id);
}

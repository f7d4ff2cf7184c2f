import type { UserTokenId } from '@keywright/contract';
import { endpoints } from '@keywright/contract';
import type { Plane } from '../../plane/plane.ts';
import { changeOperation, unchanged } from '../../request/operation.ts';
import type { Tx } from '../../storage/storage.ts';
import { presentToken } from './present-token.ts';
import { deleteToken, lockToken, revokeToken, setTokenText } from './queries.ts';
import { auditTarget, ownerDetails, tokenTarget } from './token-target.ts';
import { textAfter, textChanges } from './token-text.ts';

async function lockedTarget(tx: Tx, { params }: { params: { id: UserTokenId } }) {
  const row = await lockToken(tx, params.id);
  return row && tokenTarget(row);
}

export const updateTokenOperation = (plane: Plane) =>
  changeOperation(endpoints.updateUserToken, {
    changesCredentials: true,
    target: lockedTarget,
    async run(tx, { body, caller, now }, row) {
      const text = textAfter(row, body);
      const changes = textChanges(row, text);
      const rights = await plane.rights(tx, caller, [tokenTarget(row).resource]);
      if (Object.keys(changes).length === 0) {
        return { output: presentToken(rights, caller, row, now), audit: unchanged };
      }
      await setTokenText(tx, row.id, { ...text, now });
      return {
        output: presentToken(rights, caller, { ...row, ...text, updated_at: now }, now),
        audit: {
          action: 'user_token.update',
          target: auditTarget({ ...row, ...text }),
          details: { ...ownerDetails(row), ...changes },
        },
      };
    },
  });

/** Revoking what is revoked changes nothing, and answers the same: the caller wanted it dead, and it is. */
export const revokeTokenOperation = (plane: Plane) =>
  changeOperation(endpoints.revokeUserToken, {
    changesCredentials: true,
    target: lockedTarget,
    async run(tx, { caller, now }, row) {
      const rights = await plane.rights(tx, caller, [tokenTarget(row).resource]);
      if (row.revoked_at !== null) {
        return { output: presentToken(rights, caller, row, now), audit: unchanged };
      }
      await revokeToken(tx, row.id, now);
      return {
        output: presentToken(rights, caller, { ...row, revoked_at: now, updated_at: now }, now),
        audit: {
          action: 'user_token.revoke',
          target: auditTarget(row),
          details: ownerDetails(row),
        },
      };
    },
  });

export const deleteTokenOperation = () =>
  changeOperation(endpoints.deleteUserToken, {
    changesCredentials: true,
    target: lockedTarget,
    async run(tx, { now }, row) {
      await deleteToken(tx, row.id, { revokedAt: row.revoked_at ?? now, deletedAt: now });
      return {
        output: undefined,
        audit: {
          action: 'user_token.delete',
          target: auditTarget(row),
          details: ownerDetails(row),
        },
      };
    },
  });

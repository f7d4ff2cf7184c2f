import { endpoints } from '@keywright/contract';
import type { Plane } from '../../../plane/plane.ts';
import { type Asked, changeOperation, unchanged } from '../../../request/operation.ts';
import type { Tx } from '../../../storage/storage.ts';
import { deleteToken, revokeToken, setTokenText } from '../queries.ts';
import { textAfter, textChanges } from '../token-text.ts';
import {
  accountTokenTarget,
  auditTarget,
  onlyItself,
  ownerDetails,
  tokenPlace,
} from './account-target.ts';
import { presentAccountToken } from './present-account-token.ts';
import { type AccountTokenRow, lockAccountToken } from './queries.ts';

type OfToken = Pick<Asked<typeof endpoints.revokeServiceAccountToken>, 'params' | 'caller'>;

async function lockedTarget(tx: Tx, { params, caller }: OfToken) {
  const row = await lockAccountToken(tx, params.id);
  return row && accountTokenTarget(row, caller);
}

async function targetOfRevoke(tx: Tx, asked: OfToken) {
  const target = await lockedTarget(tx, asked);
  return target && onlyItself(target, asked.caller);
}

export const updateAccountTokenOperation = (plane: Plane) =>
  changeOperation(endpoints.updateServiceAccountToken, {
    changesCredentials: true,
    target: lockedTarget,
    async run(tx, { body, caller, now }, row) {
      const text = textAfter(row, body);
      const changes = textChanges(row, text);
      const rights = await plane.rights(tx, caller, [tokenPlace(row)]);
      if (Object.keys(changes).length === 0) {
        return { output: presentAccountToken(rights, caller, row, now), audit: unchanged };
      }
      await setTokenText(tx, row.id, { ...text, now });
      return {
        output: presentAccountToken(rights, caller, { ...row, ...text, updated_at: now }, now),
        audit: {
          action: 'service_account_token.update',
          target: auditTarget({ ...row, ...text }),
          details: { ...ownerDetails(row), ...changes },
        },
      };
    },
  });

/** Revoking what is revoked changes nothing, and answers the same. */
export const revokeAccountTokenOperation = (plane: Plane) =>
  changeOperation(endpoints.revokeServiceAccountToken, {
    changesCredentials: true,
    target: targetOfRevoke,
    async run(tx, { caller, now }, row) {
      const rights = await plane.rights(tx, caller, [tokenPlace(row)]);
      if (row.revoked_at !== null) {
        return { output: presentAccountToken(rights, caller, row, now), audit: unchanged };
      }
      await revokeToken(tx, row.id, now);
      return {
        output: presentAccountToken(
          rights,
          caller,
          { ...row, revoked_at: now, updated_at: now },
          now,
        ),
        audit: {
          action: 'service_account_token.revoke',
          target: auditTarget(row),
          details: ownerDetails(row),
        },
      };
    },
  });

export const deleteAccountTokenOperation = () =>
  changeOperation(endpoints.deleteServiceAccountToken, {
    changesCredentials: true,
    target: lockedTarget,
    run: (tx, { now }, row) => endAccountToken(tx, row, now),
  });

/** Deletes a token, which revokes it. */
export async function endAccountToken(tx: Tx, row: AccountTokenRow, now: number) {
  await deleteToken(tx, row.id, { revokedAt: row.revoked_at ?? now, deletedAt: now });
  return {
    output: undefined,
    audit: {
      action: 'service_account_token.delete',
      target: auditTarget(row),
      details: ownerDetails(row),
    },
  } as const;
}

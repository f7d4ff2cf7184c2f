import { endpoints, type ServiceAccountTokenId } from '@keywright/contract';
import type { Plane } from '../../../plane/plane.ts';
import type { Caller } from '../../../plane/principal.ts';
import { type Asked, changeOperation, type Target, unchanged } from '../../../request/operation.ts';
import type { Tx } from '../../../storage/storage.ts';
import { deleteToken, revokeToken, setTokenText } from '../queries.ts';
import { textAfter, textChanges } from '../token-text.ts';
import { accountTokenTarget, auditTarget, ownerDetails, tokenPlace } from './account-target.ts';
import { presentAccountToken } from './present-account-token.ts';
import { type AccountTokenRow, lockAccountToken } from './queries.ts';

type OfToken = Pick<Asked<typeof endpoints.revokeServiceAccountToken>, 'params' | 'caller'>;

async function lockedTarget(tx: Tx, { params, caller }: OfToken) {
  const row = await lockAccountToken(tx, params.id);
  return row && accountTokenTarget(row, caller);
}

/** Any token may end itself; the others of its account are for who holds the permission. */
async function targetOfRevoke(
  tx: Tx,
  asked: OfToken,
): Promise<Target<AccountTokenRow> | undefined> {
  const target = await lockedTarget(tx, asked);
  if (!target || isItself(asked.caller, target.row.id)) return target;
  const { owner: _, ...ofOthers } = target;
  return ofOthers;
}

const isItself = ({ credential }: Caller, id: ServiceAccountTokenId) => credential.id === id;

export const updateAccountTokenOperation = (plane: Plane) =>
  changeOperation(endpoints.updateServiceAccountToken, {
    changesCredentials: true,
    target: lockedTarget,
    async run(tx, { body, caller, now }, row) {
      const text = textAfter(row, body);
      const changes = textChanges(row, text);
      const rights = await plane.rights(tx, caller, [tokenPlace(row)]);
      const output = presentAccountToken(rights, caller, { ...row, ...text }, now);
      if (Object.keys(changes).length === 0) return { output, audit: unchanged };
      await setTokenText(tx, row.id, text);
      return {
        output,
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
        output: presentAccountToken(rights, caller, { ...row, revoked_at: now }, now),
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

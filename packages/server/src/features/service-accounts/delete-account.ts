import { type AuditChange, endpoints } from '@keywright/contract';
import { changeOperation } from '../../request/operation.ts';
import type { Tx } from '../../storage/storage.ts';
import { accountTarget, auditTarget, placed } from './account-target.ts';
import type { HandedIn } from './handed-in.ts';
import { tallies } from './present-account.ts';
import { type AccountRow, lockAccount, retireAccounts } from './queries.ts';

export const deleteAccountOperation = (handedIn: HandedIn) =>
  changeOperation(endpoints.deleteServiceAccount, {
    changesCredentials: true,
    async target(tx, { params, caller }) {
      const row = await lockAccount(tx, params.id);
      return row && accountTarget(row, caller);
    },
    async preview(tx, { now }, row: AccountRow) {
      const { tokens, grants, lastUsed } = (await tallies(tx, [row.id], now))(row.id);
      return { dry_run: true, tokens, grants, last_used: lastUsed };
    },
    async run(tx, { now }, row: AccountRow) {
      return { output: undefined, audit: await deleteAccount(tx, handedIn, row, now) };
    },
  });

/** Ends its tokens, removes its grants, and retires the id for good. The row is locked. */
export async function deleteAccount(
  tx: Tx,
  { endTokensOf, removeGrantsOf }: HandedIn,
  row: AccountRow,
  now: number,
): Promise<AuditChange> {
  const grants = await removeGrantsOf(tx, row.id);
  const tokens = await endTokensOf(tx, [row.id], now);
  await retireAccounts(tx, [row.id], now);
  return {
    action: 'service_account.delete',
    target: auditTarget(row),
    details: { ...placed(row), tokens, grants },
  };
}

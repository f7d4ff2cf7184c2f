import type { PrincipalId, TokenId } from '@keywright/contract';
import type { Tx } from '../../../storage/storage.ts';

/**
 * Ends the secret before the present one, where the present one is of this digest. Whose token it was done to;
 * undefined: there was none to end.
 */
export async function dropOldSecret(
  tx: Tx,
  id: TokenId,
  digest: Uint8Array,
): Promise<{ kind: 'user_token' | 'service_account_token'; ownerId: PrincipalId } | undefined> {
  const row = await tx
    .updateTable('tokens')
    .set({ old_secret_sha256: null, old_secret_ends_at: null })
    .where('id', '=', id)
    .where('secret_sha256', '=', digest)
    .where('old_secret_sha256', 'is not', null)
    .returning(['user_id', 'service_account_id'])
    .executeTakeFirst();
  if (!row) return undefined;
  if (row.user_id !== null) return { kind: 'user_token', ownerId: row.user_id };
  if (row.service_account_id === null) throw new Error('A token of nobody.');
  return { kind: 'service_account_token', ownerId: row.service_account_id };
}

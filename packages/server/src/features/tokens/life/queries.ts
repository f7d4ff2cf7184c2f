import type { PrincipalId, TokenId, UserId } from '@keywright/contract';
import type { SecretDigest } from '../../../storage/schema-columns.ts';
import type { Db, Tx } from '../../../storage/storage.ts';

/** What tells one secret of a token from the next. */
export interface Proof {
  readonly id: TokenId;
  readonly secret_sha256: Uint8Array;
}

export async function proofOf(db: Db, id: TokenId): Promise<Proof | undefined> {
  return db
    .selectFrom('tokens')
    .select(['id', 'secret_sha256'])
    .where('id', '=', id)
    .executeTakeFirst();
}

export interface NewSecret {
  readonly digest: SecretDigest;
  readonly expiresAt: number | null;
  readonly now: number;
}

/** Every older secret is dead from here on, and the token active, whatever it was. */
export async function replaceSecret(tx: Tx, id: TokenId, next: NewSecret): Promise<void> {
  await tx
    .updateTable('tokens')
    .set({
      secret_sha256: next.digest,
      expires_at: next.expiresAt,
      revoked_at: null,
      issued_at: next.now,
      updated_at: next.now,
      old_secret_sha256: null,
      old_secret_ends_at: null,
    })
    .where('id', '=', id)
    .execute();
}

/** The present secret becomes the old one, which works until `oldEndsAt` at the latest. */
export async function startRotation(
  tx: Tx,
  id: TokenId,
  next: NewSecret & { readonly oldEndsAt: number },
): Promise<void> {
  await tx
    .updateTable('tokens')
    .set((row) => ({
      old_secret_sha256: row.ref('secret_sha256').$castTo<SecretDigest>(),
      ...rotated(next),
    }))
    .where('id', '=', id)
    .execute();
}

/** The present secret, which nobody has used yet, is dead from here on; the old one stays what it is. */
export async function restartRotation(
  tx: Tx,
  id: TokenId,
  next: NewSecret & { readonly oldEndsAt: number },
): Promise<void> {
  await tx.updateTable('tokens').set(rotated(next)).where('id', '=', id).execute();
}

const rotated = (next: NewSecret & { readonly oldEndsAt: number }) => ({
  secret_sha256: next.digest,
  expires_at: next.expiresAt,
  issued_at: next.now,
  updated_at: next.now,
  old_secret_ends_at: next.oldEndsAt,
});

/**
 * Ends the secret before the present one, where the present one is of this digest. Whose token it was done to;
 * undefined: there was none to end.
 */
export async function dropOldSecret(
  tx: Tx,
  id: TokenId,
  { digest, now }: { digest: Uint8Array; now: number },
): Promise<{ kind: 'user_token' | 'service_account_token'; ownerId: PrincipalId } | undefined> {
  const row = await tx
    .updateTable('tokens')
    .set({ old_secret_sha256: null, old_secret_ends_at: null, updated_at: now })
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

/** Deletes all tokens of a person but one; returns how many there were. */
export async function deleteAllOf(
  tx: Tx,
  userId: UserId,
  { spared, now }: { spared: TokenId | null; now: number },
): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable('tokens')
    .set((row) => ({
      revoked_at: row.fn.coalesce('revoked_at', row.val(now)),
      deleted_at: now,
      updated_at: now,
    }))
    .where('user_id', '=', userId)
    .where('deleted_at', 'is', null)
    .$if(spared !== null, (q) => q.where('id', '<>', spared as TokenId))
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

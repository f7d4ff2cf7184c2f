import type { UserId } from '@keywright/contract';
import type { Db, Tx } from '../../../storage/storage.ts';

export interface Avatar {
  readonly userId: UserId;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  /** Names these bytes. */
  readonly version: string;
}

/** The picture with its version, which the user's row holds. */
export function avatarOf(db: Db, userId: UserId) {
  return db
    .selectFrom('user_avatars')
    .innerJoin('users', 'users.id', 'user_avatars.user_id')
    .select(['user_avatars.media_type', 'user_avatars.bytes', 'users.avatar_version'])
    .where('user_avatars.user_id', '=', userId)
    .executeTakeFirst();
}

/** False where the picture is the one already there. */
export async function putAvatar(tx: Tx, avatar: Avatar, now: number): Promise<boolean> {
  const { userId, mediaType, bytes, version } = avatar;
  const rows = await tx
    .updateTable('users')
    .set({ avatar_version: version })
    .where('id', '=', userId)
    .where((row) =>
      row.or([row('avatar_version', 'is', null), row('avatar_version', '!=', version)]),
    )
    .returning('id')
    .execute();
  if (rows.length === 0) return false;
  await tx
    .insertInto('user_avatars')
    .values({ user_id: userId, media_type: mediaType, bytes, fetched_at: now })
    .onConflict((conflict) =>
      conflict.column('user_id').doUpdateSet({ media_type: mediaType, bytes, fetched_at: now }),
    )
    .execute();
  return true;
}

/** False where there was none. */
export async function removeAvatar(tx: Tx, userId: UserId): Promise<boolean> {
  const rows = await tx
    .updateTable('users')
    .set({ avatar_version: null })
    .where('id', '=', userId)
    .where('avatar_version', 'is not', null)
    .returning('id')
    .execute();
  await tx.deleteFrom('user_avatars').where('user_id', '=', userId).execute();
  return rows.length > 0;
}

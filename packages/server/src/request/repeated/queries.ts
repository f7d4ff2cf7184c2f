import type { Db, Tx } from '../../storage/storage.ts';

export interface SealedAnswer {
  /** What tells this request of this caller from all others. */
  readonly asked: Uint8Array;
  readonly sealed: Uint8Array;
  /** Milliseconds since 1970. */
  readonly endsAt: number;
}

/** The sealed answer to the same request; undefined: there is none, or it was too long ago. */
export async function readAnswer(
  db: Db,
  asked: Uint8Array,
  now: number,
): Promise<Uint8Array | undefined> {
  const row = await db
    .selectFrom('sealed_answers')
    .select('sealed')
    .where('asked_sha256', '=', asked)
    .where('ends_at', '>', now)
    .executeTakeFirst();
  return row?.sealed;
}

/** In place of an older one that has ended. */
export async function keepAnswer(tx: Tx, { asked, sealed, endsAt }: SealedAnswer): Promise<void> {
  await tx
    .insertInto('sealed_answers')
    .values({ asked_sha256: asked, sealed, ends_at: endsAt })
    .onConflict((row) => row.column('asked_sha256').doUpdateSet({ sealed, ends_at: endsAt }))
    .execute();
}

export async function deleteEnded(tx: Tx, now: number): Promise<void> {
  await tx.deleteFrom('sealed_answers').where('ends_at', '<=', now).execute();
}

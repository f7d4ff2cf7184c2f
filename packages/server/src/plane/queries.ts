import type { SessionId, UserId, UserTokenId } from '@keywright/contract';
import type { Db, Tx } from '../storage/storage.ts';

const ofUser = ['users.display_name', 'users.email', 'users.is_admin', 'users.is_active'] as const;

/** What the decision about a token needs, by one indexed look-up. Deleted tokens too: they were revoked. */
export function tokenMaterial(db: Db, id: UserTokenId) {
  return db
    .selectFrom('user_tokens')
    .innerJoin('users', 'users.id', 'user_tokens.user_id')
    .select([
      'user_tokens.id',
      'user_tokens.user_id',
      'user_tokens.name',
      'user_tokens.secret_sha256',
      'user_tokens.expires_at',
      'user_tokens.revoked_at',
      ...ofUser,
    ])
    .where('user_tokens.id', '=', id)
    .executeTakeFirst();
}

export function sessionMaterial(db: Db, id: SessionId) {
  return db
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .select([
      'sessions.id',
      'sessions.user_id',
      'sessions.via',
      'sessions.expires_at',
      'sessions.ended_at',
      ...ofUser,
    ])
    .where('sessions.id', '=', id)
    .executeTakeFirst();
}

/**
 * How the caller's own rows are held. `shared`: next to other changes of the same caller. `alone`: one after the other,
 * for changes of the caller's own credentials. Two that share a row and then both want to change it deadlock; so
 * would two that each hold their own session and want to end the other's.
 */
export type Hold = 'shared' | 'alone';

/** Holds the caller's own rows still until the transaction ends, so that no revoke slips in between. */
export async function holdUser(tx: Tx, id: UserId, hold: Hold): Promise<void> {
  const row = tx.selectFrom('users').select('id').where('id', '=', id);
  await (hold === 'alone' ? row.forUpdate() : row.forShare()).execute();
}

export async function holdToken(tx: Tx, id: UserTokenId, hold: Hold): Promise<void> {
  const row = tx.selectFrom('user_tokens').select('id').where('id', '=', id);
  await (hold === 'alone' ? row.forUpdate() : row.forShare()).execute();
}

export async function holdSession(tx: Tx, id: SessionId, hold: Hold): Promise<void> {
  const row = tx.selectFrom('sessions').select('id').where('id', '=', id);
  await (hold === 'alone' ? row.forUpdate() : row.forShare()).execute();
}

export interface Use {
  readonly id: SessionId | UserTokenId;
  readonly at: number;
  readonly address: string | null;
  readonly userAgent: string | null;
}

/** Writes a batch of last uses; of two for one credential, from two servers, the later stays. */
export async function recordUses(tx: Tx, uses: readonly Use[]): Promise<void> {
  await tx
    .insertInto('credential_usage')
    .values(
      uses.map(({ id, at, address, userAgent }) => ({
        credential_id: id,
        last_used_at: at,
        address,
        user_agent: userAgent,
      })),
    )
    .onConflict((conflict) =>
      conflict
        .column('credential_id')
        .doUpdateSet((row) => ({
          last_used_at: row.ref('excluded.last_used_at'),
          address: row.ref('excluded.address'),
          user_agent: row.ref('excluded.user_agent'),
        }))
        .whereRef('credential_usage.last_used_at', '<', 'excluded.last_used_at'),
    )
    .execute();
}

export function sessionKey(db: Db) {
  return db
    .selectFrom('signing_keys')
    .select(['id', 'secret'])
    .where('purpose', '=', 'session')
    .executeTakeFirst();
}

/** Adds the key unless another server was quicker; read it back to learn which one counts. */
export async function addSessionKey(
  tx: Tx,
  key: { id: string; secret: Uint8Array; at: number },
): Promise<void> {
  await tx
    .insertInto('signing_keys')
    .values({ id: key.id, purpose: 'session', secret: key.secret, created_at: key.at })
    .onConflict((conflict) => conflict.column('purpose').doNothing())
    .execute();
}

import type { SessionId, UserId } from '@keywright/contract';
import type { Flag } from '../../../storage/schema-columns.ts';
import type { Tx } from '../../../storage/storage.ts';
import { fold } from '../../../storage/text-search.ts';
import type { Nonce } from './nonce.ts';
import type { Person } from './person.ts';
import type { Standing } from './standing.ts';

/** Cleared away by each sign-in: more than one adds, and never so many that it is noticed. */
const prunedAtOnce = 100;
/** Rows outlive their nonces by five minutes, for servers whose clocks differ. */
const keptLongerMs = 300_000;

/** False where this nonce was used before. Two at once: the second waits for the first, and gets false. */
export async function useNonce(tx: Tx, { digest, expiresAt }: Nonce): Promise<boolean> {
  const rows = await tx
    .insertInto('used_sign_ins')
    .values({ nonce_sha256: digest, expires_at: expiresAt + keptLongerMs })
    .onConflict((conflict) => conflict.column('nonce_sha256').doNothing())
    .returning('expires_at')
    .execute();
  return rows.length === 1;
}

export async function pruneUsedNonces(tx: Tx, now: number): Promise<void> {
  await tx
    .deleteFrom('used_sign_ins')
    .where('nonce_sha256', 'in', (db) =>
      db
        .selectFrom('used_sign_ins')
        .select('nonce_sha256')
        .where('expires_at', '<=', now)
        .orderBy('expires_at')
        .limit(prunedAtOnce),
    )
    .execute();
}

/** Locked until the transaction ends, so that of two sign-ins at once the later sees what the earlier wrote. */
export function lockUserByEmail(tx: Tx, emailKey: string) {
  return tx
    .selectFrom('users')
    .select(['id', 'is_admin', 'is_active', 'standing_set_at', 'display_name', 'last_signed_in_at'])
    .where('email_key', '=', emailKey)
    .forUpdate()
    .executeTakeFirst();
}

/** False where somebody with this address came first. */
export async function addUser(
  tx: Tx,
  user: { id: UserId; person: Person; standing: Standing; now: number },
): Promise<boolean> {
  const { id, person, standing, now } = user;
  const rows = await tx
    .insertInto('users')
    .values({
      id,
      email_key: person.emailKey,
      ...refreshed(person, standing, now),
      created_at: now,
      standing_set_at: null,
      avatar_version: null,
    })
    .onConflict((conflict) => conflict.column('email_key').doNothing())
    .returning('id')
    .execute();
  return rows.length === 1;
}

/** All that a sign-in refreshes. Neither the key nor when they joined. */
export async function refreshUser(
  tx: Tx,
  user: { id: UserId; person: Person; standing: Standing; now: number },
): Promise<void> {
  const { id, person, standing, now } = user;
  await tx
    .updateTable('users')
    .set(refreshed(person, standing, now))
    .where('id', '=', id)
    .execute();
}

function refreshed({ email, displayName }: Person, { isAdmin, isActive }: Standing, now: number) {
  return {
    email,
    display_name: displayName,
    name_key: fold(displayName),
    is_admin: flag(isAdmin),
    is_active: flag(isActive),
    last_signed_in_at: now,
  };
}

const flag = (value: boolean): Flag => (value ? 1 : 0);

export interface NewSession {
  readonly id: SessionId;
  readonly userId: UserId;
  readonly via: 'browser' | 'api';
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly address: string | null;
  readonly userAgent: string | null;
  readonly deviceName: string | null;
}

export async function addSession(tx: Tx, session: NewSession): Promise<void> {
  await tx
    .insertInto('sessions')
    .values({
      id: session.id,
      user_id: session.userId,
      via: session.via,
      created_at: session.createdAt,
      expires_at: session.expiresAt,
      ended_at: null,
      address: session.address,
      user_agent: session.userAgent,
      device_name: session.deviceName,
    })
    .execute();
}

import type { SessionId, SignInDecision, UserId } from '@keywright/contract';
import type { SecretDigest } from '../../../storage/schema-columns.ts';
import type { CliCodes, DeviceSignIns } from '../../../storage/schema-of-program-sign-ins.ts';
import type { Db, Tx } from '../../../storage/storage.ts';

/** Cleared away by each that is added: more than one, and never so many that it is noticed. */
const prunedAtOnce = 100;

export type NewCliCode = Omit<CliCodes, 'code_sha256' | 'session_id'> & { code: SecretDigest };

export async function addCliCode(tx: Tx, { code, ...row }: NewCliCode): Promise<void> {
  await tx
    .insertInto('cli_codes')
    .values({ ...row, code_sha256: code, session_id: null })
    .execute();
}

/** Locked until the transaction ends, so that of two uses at once the later sees the earlier. */
export function lockCliCode(tx: Tx, code: SecretDigest) {
  return tx
    .selectFrom('cli_codes')
    .select([
      'challenge',
      'redirect_uri',
      'device_name',
      'approved_by as vouched_by',
      'expires_at',
      'session_id',
    ])
    .where('code_sha256', '=', code)
    .forUpdate()
    .executeTakeFirst();
}

export async function useCliCode(tx: Tx, code: SecretDigest, session: SessionId): Promise<void> {
  await tx
    .updateTable('cli_codes')
    .set({ session_id: session })
    .where('code_sha256', '=', code)
    .execute();
}

export async function pruneCliCodes(tx: Tx, endedBefore: number): Promise<void> {
  await tx
    .deleteFrom('cli_codes')
    .where('code_sha256', 'in', (db) =>
      db
        .selectFrom('cli_codes')
        .select('code_sha256')
        .where('expires_at', '<', endedBefore)
        .orderBy('expires_at')
        .limit(prunedAtOnce),
    )
    .execute();
}

export type NewDeviceSignIn = Pick<
  DeviceSignIns,
  'device_name' | 'address' | 'user_agent' | 'created_at' | 'expires_at' | 'interval_ms'
> & { deviceCode: SecretDigest; userCode: SecretDigest };

/** False where another that waits, or waited of late, has the same user code. */
export async function addDeviceSignIn(
  tx: Tx,
  { deviceCode, userCode, ...row }: NewDeviceSignIn,
): Promise<boolean> {
  const rows = await tx
    .insertInto('device_sign_ins')
    .values({
      ...row,
      device_code_sha256: deviceCode,
      user_code_sha256: userCode,
      polled_at: null,
      decision: null,
      user_id: null,
      decided_by: null,
      session_id: null,
    })
    .onConflict((conflict) => conflict.column('user_code_sha256').doNothing())
    .returning('expires_at')
    .execute();
  return rows.length === 1;
}

const deviceColumns = [
  'device_name',
  'address',
  'user_agent',
  'created_at',
  'expires_at',
  'interval_ms',
  'polled_at',
  'decision',
  'decided_by as vouched_by',
  'session_id',
] as const;

export type DeviceRow = NonNullable<Awaited<ReturnType<typeof lockByDeviceCode>>>;

export function readByUserCode(db: Db, code: SecretDigest) {
  return db
    .selectFrom('device_sign_ins')
    .select(deviceColumns)
    .where('user_code_sha256', '=', code)
    .executeTakeFirst();
}

/** The same, locked until the transaction ends. */
export function lockByUserCode(tx: Tx, code: SecretDigest) {
  return tx
    .selectFrom('device_sign_ins')
    .select(deviceColumns)
    .where('user_code_sha256', '=', code)
    .forUpdate()
    .executeTakeFirst();
}

export function lockByDeviceCode(tx: Tx, code: SecretDigest) {
  return tx
    .selectFrom('device_sign_ins')
    .select(deviceColumns)
    .where('device_code_sha256', '=', code)
    .forUpdate()
    .executeTakeFirst();
}

export interface Decided {
  readonly decision: SignInDecision;
  readonly userId: UserId;
  readonly by: SessionId;
}

export async function decideDevice(
  tx: Tx,
  userCode: SecretDigest,
  { decision, userId, by }: Decided,
): Promise<void> {
  await tx
    .updateTable('device_sign_ins')
    .set({ decision, user_id: userId, decided_by: by })
    .where('user_code_sha256', '=', userCode)
    .execute();
}

export async function notePoll(
  tx: Tx,
  deviceCode: SecretDigest,
  poll: { readonly polled_at: number; readonly interval_ms: number },
): Promise<void> {
  await tx
    .updateTable('device_sign_ins')
    .set(poll)
    .where('device_code_sha256', '=', deviceCode)
    .execute();
}

export async function useDeviceCode(
  tx: Tx,
  deviceCode: SecretDigest,
  session: SessionId,
): Promise<void> {
  await tx
    .updateTable('device_sign_ins')
    .set({ session_id: session })
    .where('device_code_sha256', '=', deviceCode)
    .execute();
}

export async function pruneDeviceSignIns(tx: Tx, endedBefore: number): Promise<void> {
  await tx
    .deleteFrom('device_sign_ins')
    .where('device_code_sha256', 'in', (db) =>
      db
        .selectFrom('device_sign_ins')
        .select('device_code_sha256')
        .where('expires_at', '<', endedBefore)
        .orderBy('expires_at')
        .limit(prunedAtOnce),
    )
    .execute();
}

/**
 * The session that vouches for a program, with its person. Held, so that it is not ended between this look and the end
 * of the transaction.
 */
export function holdVoucher(tx: Tx, id: SessionId) {
  return tx
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .select([
      'sessions.ended_at',
      'sessions.expires_at',
      'users.id',
      'users.display_name',
      'users.email',
      'users.is_active',
    ])
    .where('sessions.id', '=', id)
    .forShare('sessions')
    .executeTakeFirst();
}

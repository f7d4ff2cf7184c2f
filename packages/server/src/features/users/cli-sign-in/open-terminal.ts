import type { SessionId, TerminalSession } from '@keywright/contract';
import type { Origin } from '../../../audit/actor.ts';
import { type SessionJwts, sessionLifetimeMs } from '../../../plane/session-jwt.ts';
import type { RefusedChange } from '../../../request/operation.ts';
import { wireTime } from '../../../request/time.ts';
import type { Tx } from '../../../storage/storage.ts';
import { endSession, lockSession } from '../queries.ts';
import { sessionEnded } from '../sessions.ts';
import { startSession } from '../sign-in/start-session.ts';
import { oauthProblem } from './oauth-problem.ts';
import { holdVoucher } from './queries.ts';

interface Approved {
  readonly vouched_by: SessionId | null;
  readonly device_name: string;
}

/**
 * Opens the session of a program that was approved. Throws `access_denied` where who approved it signed out since, or
 * was deactivated: it would else be a way to outlive that.
 */
export async function openTerminal(
  tx: Tx,
  { vouched_by, device_name }: Approved,
  jwts: SessionJwts,
  asked: { readonly origin: Origin; readonly now: number },
) {
  const voucher = vouched_by === null ? undefined : await holdVoucher(tx, vouched_by);
  const isOpen = voucher?.ended_at === null && voucher.expires_at > asked.now;
  if (!isOpen || voucher.is_active === 0) throw oauthProblem('access_denied');
  const { id, display_name, email } = voucher;
  const owner = { id, name: display_name, isActive: true };
  const made = { owner, via: 'api', deviceName: device_name } as const;
  const session = await startSession(tx, made, jwts, asked);
  const output: TerminalSession = {
    access_token: session.jwt.reveal(),
    token_type: 'Bearer',
    expires_in: Math.floor(sessionLifetimeMs / 1000),
    expires_at: wireTime(session.expiresAt),
    user: { id, display_name, email },
  };
  return { id: session.id, changed: { output, audit: session.audit, actor: session.actor } };
}

/**
 * A code came that had opened a session before. One of the two who sent it is not whom it was made for, and nobody can
 * tell which: the session ends (RFC 6749, 4.1.2). Throws `invalid_grant` where it has ended already.
 */
export async function endReused(tx: Tx, id: SessionId, now: number): Promise<RefusedChange> {
  const refusal = oauthProblem('invalid_grant');
  const row = await lockSession(tx, id);
  if (!row || row.ended_at !== null) throw refusal;
  await endSession(tx, id, now);
  const { details, ...ended } = sessionEnded(row);
  return {
    refusal,
    audit: { ...ended, details: { ...details, because: 'code_used_twice' } },
    actor: { kind: 'system', id: null, name: 'Keywright', credential: null },
  };
}

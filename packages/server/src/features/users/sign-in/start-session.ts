import { randomUUIDv7 } from 'node:crypto';
import type { AuditChange, SessionId, UserId } from '@keywright/contract';
import type { Actor, Origin } from '../../../audit/actor.ts';
import { sessionName } from '../../../plane/principal.ts';
import type { Secret } from '../../../plane/secret.ts';
import { type SessionJwts, sessionLifetimeMs } from '../../../plane/session-jwt.ts';
import type { Tx } from '../../../storage/storage.ts';
import { addSession } from './queries.ts';

export interface NewSession {
  readonly owner: { readonly id: UserId; readonly name: string; readonly isActive: boolean };
  readonly via: 'browser' | 'api';
  /** The machine a program was signed in on; null: not from a terminal. */
  readonly deviceName: string | null;
}

export interface StartedSession {
  readonly id: SessionId;
  readonly jwt: Secret;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  /** Its owner, who came with it. */
  readonly actor: Actor;
  readonly audit: AuditChange;
}

/** Opens a session of somebody who is known to be there. What becomes of it is for the caller to have decided. */
export async function startSession(
  tx: Tx,
  { owner, via, deviceName }: NewSession,
  jwts: SessionJwts,
  { origin, now }: { readonly origin: Origin; readonly now: number },
): Promise<StartedSession> {
  const id = randomUUIDv7() as SessionId;
  const expiresAt = now + sessionLifetimeMs;
  const { address, userAgent } = origin;
  const userId = owner.id;
  await addSession(tx, {
    id,
    userId,
    via,
    createdAt: now,
    expiresAt,
    address,
    userAgent,
    deviceName,
  });
  const jwt = await jwts.sign({ sessionId: id, userId, issuedAt: now, expiresAt });
  const target = {
    kind: 'session',
    id,
    name: sessionName({ via, device_name: deviceName }),
  } as const;
  const actor: Actor = { kind: 'user', id: owner.id, name: owner.name, credential: target };
  const details = {
    ...{ owner_id: owner.id, owner_name: owner.name },
    ...{ via, is_active: owner.isActive },
    ...(deviceName !== null && { device_name: deviceName }),
  };
  return { id, jwt, expiresAt, actor, audit: { action: 'session.create', target, details } };
}

import { randomUUIDv7 } from 'node:crypto';
import type { AuditChange, UserId } from '@keywright/contract';
import type { Actor, Origin } from '../../../audit/actor.ts';
import { changed } from '../../../audit/changed.ts';
import { announceChange } from '../../../audit/write-audit-event.ts';
import type { Secret } from '../../../plane/secret.ts';
import type { SessionJwts } from '../../../plane/session-jwt.ts';
import type { Tx } from '../../../storage/storage.ts';
import type { Welcome } from '../welcome.ts';
import type { Nonce, SignInKind } from './nonce.ts';
import type { Person } from './person.ts';
import { addUser, lockUserByEmail, pruneUsedNonces, refreshUser, useNonce } from './queries.ts';
import { signInRefused } from './refused.ts';
import { type SignInPolicy, type Standing, standingAfterSignIn } from './standing.ts';
import { startSession } from './start-session.ts';

/** A sign-in that the provider has vouched for; all that is left is to write it down. */
export interface VerifiedSignIn {
  readonly kind: SignInKind;
  readonly person: Person;
  readonly nonce: Nonce;
}

export interface OpenedSession {
  readonly userId: UserId;
  readonly jwt: Secret;
  readonly actor: Actor;
  readonly audit: readonly AuditChange[];
}

/**
 * Uses the nonce up, makes or refreshes the person and opens their session, all in one transaction. An inactive
 * person gets one too, so that a page can tell them so; nothing else answers them. Throws `already_used`.
 */
export async function openSession(
  tx: Tx,
  { kind, person, nonce }: VerifiedSignIn,
  rooms: AdmissionRooms & { readonly jwts: SessionJwts },
  asked: { readonly origin: Origin; readonly now: number },
): Promise<OpenedSession> {
  const { now } = asked;
  await pruneUsedNonces(tx, now);
  if (!(await useNonce(tx, nonce))) throw signInRefused('already_used');
  const { userId, standing, audit } = await admit(tx, person, rooms, now);

  const owner = { id: userId, name: person.displayName, isActive: standing.isActive };
  const opened = await startSession(tx, { owner, via: kind, deviceName: null }, rooms.jwts, asked);
  return { userId, jwt: opened.jwt, actor: opened.actor, audit: [...audit, opened.audit] };
}

interface Admitted {
  readonly userId: UserId;
  readonly standing: Standing;
  readonly audit: readonly AuditChange[];
}

interface AdmissionRooms {
  readonly policy: SignInPolicy;
  readonly welcome: Welcome;
}

async function admit(
  tx: Tx,
  person: Person,
  { policy, welcome }: AdmissionRooms,
  now: number,
): Promise<Admitted> {
  const known = await lockUserByEmail(tx, person.emailKey);
  if (known) return readmit(tx, person, policy, now, known);
  const id = randomUUIDv7() as UserId;
  const standing = standingAfterSignIn(person, undefined, policy);
  if (await addUser(tx, { id, person, standing, now })) {
    const granted = await welcome(tx, { id, name: person.displayName }, now);
    return { userId: id, standing, audit: [created(id, person, standing), ...granted] };
  }
  // Their other first sign-in, at the same moment, was quicker.
  const other = await lockUserByEmail(tx, person.emailKey);
  if (!other) throw new Error('A person with this address both is and is not there.');
  return readmit(tx, person, policy, now, other);
}

async function readmit(
  tx: Tx,
  person: Person,
  policy: SignInPolicy,
  now: number,
  row: NonNullable<Awaited<ReturnType<typeof lockUserByEmail>>>,
): Promise<Admitted> {
  const before: Standing = { isAdmin: row.is_admin === 1, isActive: row.is_active === 1 };
  const isSetByHand = row.standing_set_at !== null;
  const standing = isSetByHand ? before : standingAfterSignIn(person, before, policy);
  await refreshUser(tx, { id: row.id, person, standing, now });
  // Lists of people show it. A later sign-in changes nothing that others look at.
  const isNews = row.last_signed_in_at === null || row.display_name !== person.displayName;
  if (isNews) announceChange(tx, 'user', row.id);
  return { userId: row.id, standing, audit: promoted(row.id, person, before, standing) };
}

const userTarget = (id: UserId, { displayName }: Person) =>
  ({ kind: 'user', id, name: displayName }) as const;

function created(id: UserId, person: Person, { isActive, isAdmin }: Standing): AuditChange {
  return {
    action: 'user.create',
    target: userTarget(id, person),
    details: { via: 'sign_in', email: person.email, is_active: isActive, is_admin: isAdmin },
  };
}

function promoted(id: UserId, person: Person, before: Standing, after: Standing): AuditChange[] {
  const details = {
    ...changed('is_active', before.isActive, after.isActive),
    ...changed('is_admin', before.isAdmin, after.isAdmin),
  };
  if (Object.keys(details).length === 0) return [];
  return [{ action: 'user.update', target: userTarget(id, person), details }];
}

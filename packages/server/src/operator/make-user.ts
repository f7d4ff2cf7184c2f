import { randomUUIDv7 } from 'node:crypto';
import type { AuditChange, UserId } from '@keywright/contract';
import { writeAuditEvent } from '../audit/write-audit-event.ts';
import { welcome } from '../features/access/grants/new-user-grants.ts';
import { insertUser, lockUser, setStanding, userByEmail } from '../features/users/queries.ts';
import type { Storage, Tx } from '../storage/storage.ts';
import { commandOrigin, operatorActor } from './operator-actor.ts';

/**
 * Makes the person with this e-mail address, or activates who is there, and makes them a site administrator if
 * asked to. Returns what happened, in a sentence.
 */
export async function makeUser(
  storage: Storage,
  wanted: { email: string; admin: boolean },
  now: number,
): Promise<string> {
  const { email } = wanted;
  return storage.change(async (tx) => {
    const known = await userByEmail(tx, email);
    const changes = known
      ? await promote(tx, known.id, wanted.admin, now)
      : await add(tx, email, wanted.admin, now);
    if (changes.length === 0) return `${email} is already so. Nothing was changed.`;
    const by = { actor: operatorActor(), origin: commandOrigin(), at: now };
    for (const change of changes) await writeAuditEvent(tx, { change, ...by });
    const role = wanted.admin ? ' and a site administrator' : '';
    return `${email} ${known ? 'is now' : 'was added,'} active${role}.`;
  });
}

async function add(tx: Tx, email: string, admin: boolean, now: number): Promise<AuditChange[]> {
  const id = randomUUIDv7() as UserId;
  await insertUser(tx, {
    id,
    email,
    displayName: email,
    isAdmin: admin,
    isActive: true,
    createdAt: now,
  });
  const added: AuditChange = {
    action: 'user.create',
    target: { kind: 'user', id: id, name: email },
    details: { via: 'operator', email, is_active: true, is_admin: admin },
  };
  return [added, ...(await welcome(tx, { id, name: email }, now))];
}

async function promote(tx: Tx, id: UserId, admin: boolean, now: number): Promise<AuditChange[]> {
  const row = await lockUser(tx, id);
  if (!row) return [];
  const isActive = row.is_active === 0 && { from: false, to: true };
  const isAdmin = admin && row.is_admin === 0 && { from: false, to: true };
  if (!isActive && !isAdmin) return [];
  await setStanding(tx, id, { isActive: true, isAdmin: admin || row.is_admin === 1 }, now);
  return [
    {
      action: 'user.update',
      target: { kind: 'user', id: id, name: row.display_name },
      details: { ...(isActive && { is_active: isActive }), ...(isAdmin && { is_admin: isAdmin }) },
    },
  ];
}

import { writeAuditEvent } from '../audit/write-audit-event.ts';
import { issueToken } from '../features/tokens/issue-token.ts';
import { userByEmail } from '../features/users/queries.ts';
import type { Secret } from '../plane/secret.ts';
import type { Storage } from '../storage/storage.ts';
import { commandOrigin, operatorActor } from './operator-actor.ts';

/** A break-glass token is for now, not for keeps. */
const lifetimeMs = 24 * 3_600_000;

/** Makes a token that ends in 24 hours for a person who exists; undefined where nobody has this address. */
export async function breakGlassToken(
  storage: Storage,
  email: string,
  now: number,
): Promise<{ token: Secret; isActive: boolean } | undefined> {
  return storage.change(async (tx) => {
    const user = await userByEmail(tx, email);
    if (!user) return undefined;
    const actor = operatorActor();
    const issued = await issueToken(tx, {
      owner: { kind: 'user', id: user.id, name: user.display_name },
      name: 'Break-glass token',
      description: `Made on the server by ${actor.name}.`,
      expiresAt: now + lifetimeMs,
      createdBy: { kind: 'operator', id: null, name: actor.name },
      now,
    });
    await writeAuditEvent(tx, { change: issued.audit, actor, origin: commandOrigin(), at: now });
    return { token: issued.token, isActive: user.is_active === 1 };
  });
}

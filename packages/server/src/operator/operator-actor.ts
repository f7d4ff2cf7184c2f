import { randomUUIDv7 } from 'node:crypto';
import { userInfo } from 'node:os';
import type { Actor, Origin } from '../audit/actor.ts';

/** A person with a shell on the server, by the name the system knows them under. */
export function operatorActor(): Actor {
  return { kind: 'operator', id: null, name: `${userInfo().username} (shell)`, credential: null };
}

/** One command is one request. */
export function commandOrigin(): Origin {
  return { requestId: randomUUIDv7(), address: null, userAgent: 'keywright admin' };
}

import type { Actor } from '../audit/actor.ts';
import type { Caller } from '../plane/principal.ts';

/** The caller as the record names them. */
export function actorOf({ principal, credential }: Caller): Actor {
  return {
    kind: principal.kind,
    id: principal.id,
    name: principal.name,
    credential: {
      kind: credential.kind,
      id: credential.id,
      name: credential.name,
    },
  };
}

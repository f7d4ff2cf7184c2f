import type { AnyId } from '@keywright/contract';
import type { Actor } from '../audit/actor.ts';
import type { Caller } from '../plane/principal.ts';

/** The caller as the record names them. */
export function actorOf({ principal, credential }: Caller): Actor {
  return {
    kind: principal.kind,
    id: principal.id as string as AnyId,
    name: principal.name,
    credential: {
      kind: credential.kind,
      id: credential.id as string as AnyId,
      name: credential.name,
    },
  };
}

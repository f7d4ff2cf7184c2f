import type { AuditChange, SessionId, SignInDecision, UserId } from '@keywright/contract';
import type { Caller } from '../../../plane/principal.ts';
import { Problem } from '../../../request/problem.ts';

export interface Decider {
  readonly userId: UserId;
  readonly name: string;
  readonly session: SessionId;
}

/**
 * Who decides: a person with a session. Throws `conflict` for a token, so that one which leaks opens no session, and no
 * program lets another in.
 */
export function deciderOf({ principal, credential }: Caller): Decider {
  if (credential.kind !== 'session' || principal.kind !== 'user') {
    throw new Problem('conflict', {
      message: 'This request came with a token. To let a program sign in as you, sign in yourself.',
    });
  }
  return { userId: principal.id, name: principal.name, session: credential.id };
}

interface AskedBy {
  readonly device_name: string;
  readonly by: 'loopback' | 'device_code';
  readonly asked_from: string | null;
}

export function decided(
  { userId, name }: Decider,
  decision: SignInDecision,
  asked: AskedBy,
): AuditChange {
  return {
    action: `sign_in.${decision}`,
    target: { kind: 'user', id: userId, name },
    details: { owner_id: userId, owner_name: name, ...asked },
  };
}

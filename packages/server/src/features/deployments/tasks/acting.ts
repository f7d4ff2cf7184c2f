import type {
  CredentialKind,
  DeploymentId,
  ServiceAccountId,
  SessionId,
  TokenId,
  UserId,
} from '@keywright/contract';
import type { Caller } from '../../../plane/principal.ts';

/** A principal as the columns of a task have it: one of three ids. */
export interface ActingIds {
  readonly user: UserId | null;
  readonly bot: ServiceAccountId | null;
  readonly deployment: DeploymentId | null;
}

export interface Acting extends ActingIds {
  /** As it is now: what becomes of the name later does not change the record. */
  readonly name: string;
  readonly credential: {
    readonly kind: CredentialKind;
    readonly id: SessionId | TokenId;
    readonly name: string;
  };
}

/** The caller as a task records whoever asked for it, or canceled it. */
export function actingOf({ principal, credential }: Caller): Acting {
  const { kind, id, name } = credential;
  return { ...idsOf(principal), name: principal.name, credential: { kind, id, name } };
}

function idsOf(principal: Caller['principal']): ActingIds {
  const nobody = { user: null, bot: null, deployment: null };
  switch (principal.kind) {
    case 'user':
      return { ...nobody, user: principal.id };
    case 'service_account':
      return { ...nobody, bot: principal.id };
    case 'deployment':
      return { ...nobody, deployment: principal.id };
    default:
      throw principal satisfies never;
  }
}

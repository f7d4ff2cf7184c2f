import type {
  PrincipalId,
  PrincipalKind,
  ResourceId,
  SessionId,
  TokenAccess,
  TokenId,
} from '@keywright/contract';
import type { AccountStanding } from '../account-state.ts';
import type { TokenTimes } from '../token-state.ts';

/**
 * What is known of a principal. Of a person, enabled means activated; of a deployment, enabled and not about to be deleted.
 * Whether it has ended by now is judged at each answer.
 */
export interface PrincipalFacts extends AccountStanding {
  readonly kind: PrincipalKind;
  readonly id: PrincipalId;
  readonly name: string;
  /** A person's; else empty. */
  readonly email: string;
  readonly isAdmin: boolean;
  /** The node it belongs to: the site, the home of an account, a deployment itself. */
  readonly homeId: ResourceId;
}

/** The same of a token. */
export interface TokenFacts extends TokenTimes {
  readonly id: TokenId;
  readonly name: string;
  readonly access: TokenAccess;
  /** See `digestTextOf`. */
  readonly digest: string;
  /** The secret before, while it is being rotated; `endsAt` in milliseconds since 1970. */
  readonly old: { readonly digest: string; readonly endsAt: number } | null;
}

/** The same of a session. Times in milliseconds since 1970; null: not. */
export interface SessionFacts {
  readonly id: SessionId;
  readonly name: string;
  readonly expiresAt: number;
  readonly endedAt: number | null;
}

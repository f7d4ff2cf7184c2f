import type { ErrorCode } from '@keywright/contract';
import type { Caller } from './principal.ts';

/** Why a credential does not count. */
export type Refusal = Extract<
  ErrorCode,
  | 'unauthenticated'
  | 'token_malformed'
  | 'token_unknown'
  | 'token_expired'
  | 'token_revoked'
  | 'session_invalid'
  | 'session_expired'
  | 'session_ended'
  | 'principal_inactive'
>;

export type Authentication =
  | { readonly ok: true; readonly caller: Caller }
  /** `caller` is there where the credential itself is good and its principal is not active. */
  | { readonly ok: false; readonly refusal: Refusal; readonly caller?: Caller };

export const refused = (refusal: Refusal): Authentication => ({ ok: false, refusal });

/** The credential is good; whether its principal is active decides. */
export function judgeCaller(caller: Caller): Authentication {
  if (!caller.principal.isActive) return { ok: false, refusal: 'principal_inactive', caller };
  return { ok: true, caller };
}

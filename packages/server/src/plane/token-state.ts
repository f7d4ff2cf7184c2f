import type { TokenState } from '@keywright/contract';

/** What the state of a token follows from. Times in milliseconds since 1970; null: not, or never. */
export interface TokenTimes {
  readonly revoked_at: number | null;
  readonly expires_at: number | null;
}

/** The one place where a token's state is derived. Revoked wins over expired; it ends at its time, not after. */
export function tokenState(token: TokenTimes, now: number): TokenState {
  if (token.revoked_at !== null) return 'revoked';
  if (token.expires_at !== null && token.expires_at <= now) return 'expired';
  return 'active';
}

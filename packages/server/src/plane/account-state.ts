import type { ServiceAccountState } from '@keywright/contract';
import type { Flag } from '../storage/schema-columns.ts';

/** What the state of a service account follows from. Times in milliseconds since 1970; null: not, or never. */
export interface AccountStanding {
  readonly is_enabled: Flag;
  readonly expires_at: number | null;
  readonly deleted_at: number | null;
}

/** The one place where it is derived. Deleted wins over disabled, disabled over expired; it ends at its time, not after. */
export function accountState(
  account: AccountStanding,
  now: number,
): ServiceAccountState | 'deleted' {
  if (account.deleted_at !== null) return 'deleted';
  if (account.is_enabled === 0) return 'disabled';
  if (account.expires_at !== null && account.expires_at <= now) return 'expired';
  return 'enabled';
}

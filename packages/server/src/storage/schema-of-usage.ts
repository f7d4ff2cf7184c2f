import type { PrincipalId, ResourceId, TokenId, UseOutcome } from '@keywright/contract';
import type { Time } from './schema-columns.ts';

/** How often tokens were checked, by the hour. What a token did counts for its principal too, and for where that is at home. */
export interface UseCounts {
  /** A token, a principal, a project, an organization or the site. */
  of_id: TokenId | PrincipalId | ResourceId;
  /** When the hour began. */
  hour: Time;
  outcome: UseOutcome;
  /** The one that was missing; empty: the outcome names none. */
  permission: string;
  count: number;
}

/** When a token last used a permission. */
export interface PermissionUses {
  token_id: TokenId;
  permission: string;
  last_used_at: Time;
}

/** From where a token was used, and with what; the last few. */
export interface UseOrigins {
  token_id: TokenId;
  /** JSON, both. */
  addresses: string;
  user_agents: string;
}

/** Since when uses of permissions are noted here: what was used before that is not known. One row. */
export interface UseGathering {
  since: Time;
}

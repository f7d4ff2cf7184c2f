import type { TokenAccess, TokenId } from '@keywright/contract';
import type { TokenOwner } from '../queries.ts';

/** A token that is to get a new secret, whoever it is of. */
export interface Subject {
  readonly id: TokenId;
  readonly owner: TokenOwner;
  readonly access: TokenAccess;
  /** Milliseconds since 1970; null: not, or never. */
  readonly issued_at: number;
  readonly expires_at: number | null;
  readonly revoked_at: number | null;
  readonly old_secret_ends_at: number | null;
}

/** What is other about its row once it has the new secret. */
export interface Reborn {
  readonly issued_at: number;
  readonly updated_at: number;
  readonly expires_at: number | null;
  readonly revoked_at: null;
  readonly old_secret_ends_at: number | null;
}

import type {
  AuditChange,
  ServiceAccountId,
  ServiceAccountTokenId,
  TokenId,
  TokenScopeId,
  UserTokenId,
} from '@keywright/contract';
import type { Plane } from '../../plane/plane.ts';
import type { Caller } from '../../plane/principal.ts';
import type { Target } from '../../request/operation.ts';
import type { Db, Tx } from '../../storage/storage.ts';

interface Used {
  /** Milliseconds since 1970; null: never. */
  readonly last_used_at: number | null;
  readonly address: string | null;
  readonly user_agent: string | null;
}

type RemovedScopes = Pick<
  (AuditChange & { action: 'user_token.remove_scopes' })['details'],
  'num_scopes' | 'scopes'
>;

/** What usage needs of tokens and of their owners. */
export interface UsageNeeds {
  readonly plane: Plane;
  /** A token, as whoever reads it is decided on; undefined: there is none. */
  readonly userToken: (db: Db, id: UserTokenId) => Promise<Target<Used> | undefined>;
  readonly accountToken: (
    db: Db,
    id: ServiceAccountTokenId,
    caller: Caller,
  ) => Promise<Target<Used> | undefined>;
  /** An account, as whoever asks about its tokens is decided on. */
  readonly account: (
    db: Db,
    id: ServiceAccountId,
    caller: Caller,
  ) => Promise<Target<unknown> | undefined>;
  /** Revokes these tokens, which are active. */
  readonly revokeTokens: (tx: Tx, ids: readonly TokenId[], now: number) => Promise<void>;
  /** Removes scopes of one token, and says what the record says of them. */
  readonly removeScopes: (
    tx: Tx,
    tokenId: TokenId,
    ids: readonly TokenScopeId[],
    now: number,
  ) => Promise<RemovedScopes>;
  /** Writes the uses that this server still holds in memory. */
  readonly writeUses: () => Promise<void>;
}

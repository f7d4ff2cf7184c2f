import type {
  AuditChange,
  CreatedServiceAccountToken,
  DeploymentKindId,
  Grant,
  NewTokenScope,
  Permission,
  PrincipalId,
  ResourceId,
  RoleId,
  ServiceAccountId,
  TokenAccess,
} from '@keywright/contract';
import type { Caller } from '../../plane/principal.ts';
import type { NodeRow } from '../../plane/tree/queries.ts';
import type { Covers } from '../../request/covers.ts';
import type { Tx } from '../../storage/storage.ts';

/** What service accounts need of grants, tokens and the tree, which others own. */
export interface HandedIn {
  /** Keeps a node and all above it as they are; with 1, the node itself for this change alone. */
  readonly lockPath: (tx: Tx, id: ResourceId, alone: 0 | 1) => Promise<NodeRow | undefined>;
  readonly addGrant: (
    tx: Tx,
    caller: Caller,
    order: GrantOrder,
  ) => Promise<{ readonly grant: Grant; readonly audit: AuditChange }>;
  /** Removes all grants of a principal; returns how many there were. */
  readonly removeGrantsOf: (tx: Tx, id: PrincipalId) => Promise<number>;
  readonly covers: Covers;
  readonly createToken: (
    tx: Tx,
    order: TokenOrder,
  ) => Promise<{ readonly output: CreatedServiceAccountToken; readonly audit: AuditChange }>;
  /** Revokes and deletes all tokens of these accounts; returns how many were active. */
  readonly endTokensOf: (tx: Tx, ids: readonly ServiceAccountId[], now: number) => Promise<number>;
}

export interface GrantOrder {
  readonly principal: {
    readonly kind: 'service_account';
    readonly id: ServiceAccountId;
    readonly name: string;
    readonly homeId: ResourceId;
  };
  readonly roleId?: RoleId | undefined;
  readonly permissions?: readonly Permission[] | undefined;
  readonly resourceId: ResourceId;
  readonly kindId?: DeploymentKindId | null | undefined;
  /** Milliseconds since 1970; null: never. */
  readonly endsAt: number | null;
  readonly now: number;
}

export interface TokenOrder {
  readonly account: { readonly id: ServiceAccountId; readonly name: string };
  readonly wanted: {
    readonly name?: string | undefined;
    readonly description?: string | undefined;
    readonly expires_at?: number | null | undefined;
    readonly duration?: string | undefined;
    readonly access?: TokenAccess | undefined;
    readonly scopes?: readonly NewTokenScope[] | undefined;
  };
  readonly at: string;
  readonly caller: Caller;
  readonly now: number;
}

import type {
  DeploymentKindId,
  GrantId,
  ResourceId,
  ResourceType,
  RoleId,
} from '@keywright/contract';
import type { HeldGrant, Place, Scopes } from '../allowed.ts';
import type { Kept } from './bounded-cache.ts';
import type { PrincipalFacts, SessionFacts, TokenFacts } from './facts.ts';

/** A role, or a grant with a bare list. */
export type SetId = RoleId | GrantId;

export interface KeptSet extends Kept {
  readonly id: SetId;
  readonly permissions: ReadonlySet<string>;
}

/** A grant that goes by what its set contains now: the set is looked up again where it was dropped. */
export class KeptGrant implements HeldGrant {
  readonly id: GrantId;
  readonly resourceId: ResourceId;
  readonly kindId: DeploymentKindId | null;
  readonly endsAt: number | null;
  set: KeptSet;

  constructor(grant: Omit<HeldGrant, 'permissions' | 'setId'>, set: KeptSet) {
    this.id = grant.id;
    this.resourceId = grant.resourceId;
    this.kindId = grant.kindId;
    this.endsAt = grant.endsAt;
    this.set = set;
  }

  get permissions(): ReadonlySet<string> {
    return this.set.permissions;
  }
}

/** Flat, as tokens are: what a decision reads stands in one place. */
export interface KeptPrincipal extends Kept, PrincipalFacts {
  /** All of its grants that stand on a resource, by that; only of those that were asked about. */
  grants: Map<ResourceId, readonly KeptGrant[]> | undefined;
  /** One of its grants that lets it verify tokens somewhere, the one that lasts longest. That there is none is not kept. */
  verifies: KeptGrant | undefined;
}

/** What names a target, of a token with so many scopes that not all are kept; of those targets that were asked about. */
export type ScopesByTarget = Map<ResourceId, readonly string[]>;

/** Flat, without an object for its facts: there are many of them. */
export interface KeptToken extends Kept, TokenFacts {
  readonly principal: KeptPrincipal;
  readonly scopes: Scopes;
  /** Null: all of them are in `scopes`. */
  readonly byTarget: ScopesByTarget | null;
}

export interface KeptSession extends Kept, SessionFacts {
  readonly principal: KeptPrincipal;
}

export interface KeptPlace extends Kept, Place {
  readonly type: ResourceType;
}

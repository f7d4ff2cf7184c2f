import type {
  DeploymentKindId,
  PrincipalId,
  PrincipalKind,
  ResourceId,
  RoleId,
} from '@keywright/contract';
import type { WholeReach } from '../../../../storage/reach.ts';

/** A part of the tree: a node and all below it, by the column that holds its id. */
export type Subtree =
  | { readonly by: 'organization' | 'project' | 'env' | 'self'; readonly id: ResourceId }
  | { readonly by: 'site' };

/** Which grants are asked for; what is left out narrows nothing. */
export interface GrantFilters {
  readonly principalIds?: readonly PrincipalId[] | undefined;
  readonly principalKinds?: readonly PrincipalKind[] | undefined;
  /** On one of these very resources. */
  readonly resourceIds?: readonly ResourceId[] | undefined;
  readonly within?: Subtree | undefined;
  readonly roleIds?: readonly RoleId[] | undefined;
  readonly state?: 'active' | 'ended' | undefined;
  /** True: of one deployment kind; false: whatever the kind. */
  readonly ofKind?: boolean | undefined;
  /** That hold for this deployment kind: of it, or whatever the kind. */
  readonly forKind?: DeploymentKindId | undefined;
}

/** At what the caller's own grants that open the list stand; `kind`: those of one deployment kind. */
export type Opening = 'organization' | 'project' | 'env' | 'self' | 'kind';

export interface GrantQuestion {
  readonly filters: GrantFilters;
  /** Where the caller may list grants. */
  readonly reach: WholeReach;
  /** Through grants at these alone, where the reach is granted: see `openingsOf`. */
  readonly openings: readonly Opening[];
  /** Whose grants are shown wherever they are. */
  readonly callerId: PrincipalId;
  /** Milliseconds since 1970. */
  readonly now: number;
}

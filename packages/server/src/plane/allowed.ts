import type { DeploymentKindId, GrantId, Permission, ResourceId } from '@keywright/contract';

/** Who asks, as far as a decision needs it. */
export interface Holder {
  /** A user activated; a service account enabled and unexpired. */
  readonly isActive: boolean;
  readonly isAdmin: boolean;
}

/** A grant to the holder, as far as a decision needs it. */
export interface HeldGrant {
  readonly id: GrantId;
  readonly resourceId: ResourceId;
  /** Null: whatever the kind. */
  readonly kindId: DeploymentKindId | null;
  /** Milliseconds since 1970; it holds before, not at, its end. Null: never ends. */
  readonly endsAt: number | null;
  /** Of its role, or its bare list. */
  readonly permissions: ReadonlySet<string>;
}

/** What is asked about. */
export interface Place {
  /** The node itself and all above it. */
  readonly path: readonly ResourceId[];
  /** The deployment kind of the node; null: it has none. */
  readonly kindId: DeploymentKindId | null;
}

/**
 * The rule of access, whole:
 *
 *     the holder is active, and
 *     (administers the site, or some unexpired grant: its resource is the place or above it, it gives the
 *     permission, and its deployment kind is empty or the place's)
 *
 * Pure: who loads the grants may leave out those of other resources, and no others.
 */
export function allowed(
  holder: Holder,
  grants: readonly HeldGrant[],
  permission: Permission,
  place: Place,
  now: number,
): boolean {
  if (!holder.isActive) return false;
  if (holder.isAdmin) return true;
  return grants.some((grant) => gives(grant, permission, place, now));
}

/** Whether this grant alone gives the permission there and now. */
export function gives(
  grant: HeldGrant,
  permission: Permission,
  place: Place,
  now: number,
): boolean {
  if (grant.endsAt !== null && grant.endsAt <= now) return false;
  if (!place.path.includes(grant.resourceId)) return false;
  if (grant.kindId !== null && grant.kindId !== place.kindId) return false;
  return grant.permissions.has(permission);
}

import {
  type DeploymentKindId,
  type GrantId,
  isBuiltInPermission,
  type Permission,
  type ResourceId,
  type RoleId,
} from '@keywright/contract';

/** Who asks, as far as a decision needs it. */
export interface Holder {
  /** A user activated; a service account enabled and unexpired. */
  readonly isActive: boolean;
  readonly isAdmin: boolean;
  readonly scopes: Scopes;
}

/**
 * What the credential may use of its principal's rights: all (`full`), or by permission the targets that its scopes
 * name. A target is an entity, a project (all in it) or the site (everything). A lookup costs the length of a path,
 * however many scopes there are.
 */
export type Scopes = 'full' | ReadonlyMap<string, ReadonlySet<ResourceId>>;

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
  /** Of that: a key of the change feed, for who keeps a decision. */
  readonly setId?: RoleId | GrantId;
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
 *     permission, and its deployment kind is empty or the place's), and
 *     (its credential is full, or some scope of it matches the permission on the place)
 *
 * Pure: who loads the grants and scopes may leave out those of other resources, and no others.
 */
export function allowed(
  holder: Holder,
  grants: readonly HeldGrant[],
  permission: Permission,
  place: Place,
  now: number,
): boolean {
  if (!holder.isActive) return false;
  if (!inScope(holder.scopes, permission, place)) return false;
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
  if (grant.permissions.has(permission)) return true;
  return !isBuiltInPermission(permission) && grant.permissions.has(anyRegistered);
}

/** Gives every operation of every type that the site registered. */
const anyRegistered: Permission = 'registered.any';

/** Whether the credential may use the permission there, where its principal holds it. */
export function inScope(scopes: Scopes, permission: Permission, { path }: Place): boolean {
  if (scopes === 'full') return true;
  const targets = scopes.get(permission);
  return targets !== undefined && path.some((id) => targets.has(id));
}

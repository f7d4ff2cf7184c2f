import type { AnyId, EntityType, Permission } from '@keywright/contract';
import type { Caller } from './principal.ts';

/** A node of the tree, as far as a decision needs it. */
export interface Resource {
  readonly type: EntityType;
  /** Null: the site itself, or one that is about to be created. */
  readonly id: AnyId | null;
}

/** The root of the tree. */
export const site: Resource = { type: 'site', id: null };

export type Decision =
  | { readonly allowed: true; readonly because: 'site_admin' }
  | {
      readonly allowed: false;
      readonly missing: Permission;
      /** The roles that would give it. */
      readonly roles: readonly string[];
    };

/**
 * What a caller may do on the resources that this was loaded for; decided in memory, from one snapshot.
 */
export interface Rights {
  decide(permission: Permission, resource: Resource): Decision;
  /** The same, where only the answer counts. */
  may(permission: Permission, resource: Resource): boolean;
}

export function rightsOf(caller: Caller): Rights {
  return {
    decide: (permission, resource) => decide(caller, permission, resource),
    may: (permission, resource) => decide(caller, permission, resource).allowed,
  };
}

/**
 * Whether the caller holds `permission` on `resource`. Pure: rows are loaded before, nothing is asked here.
 * An inactive principal holds nothing; a site administrator holds everything; without grants nobody else
 * holds anything, and what is one's own is for the endpoint's `owner` rule.
 */
function decide(caller: Caller, permission: Permission, _resource: Resource): Decision {
  const { principal } = caller;
  if (principal.isActive && principal.isAdmin) return { allowed: true, because: 'site_admin' };
  return { allowed: false, missing: permission, roles: ['Site administrator'] };
}

import {
  type AnyId,
  type DeploymentKindId,
  type EntityType,
  isBuiltInPermission,
  type Permission,
  type ResourceId,
  type ResourceType,
  siteId,
} from '@keywright/contract';
import { allowed, gives, type HeldGrant, type Holder, inScope, type Place } from './allowed.ts';

/** What a decision is about. */
export interface Resource extends Place {
  readonly type: EntityType | ResourceType;
  /** Null: one that is about to be created; its path is that of its parent. */
  readonly id: AnyId | null;
}

/** The root of the tree. */
export const site: Resource = { type: 'site', id: siteId, path: [siteId], kindId: null };

/** Something that belongs to the site alone, such as a person. */
export function onSite(type: EntityType | ResourceType, id: AnyId | null): Resource {
  return { ...site, type, id };
}

export type Decision =
  | { readonly allowed: true; readonly because: 'site_admin' }
  | { readonly allowed: true; readonly because: 'grant'; readonly grants: readonly HeldGrant[] }
  /** `scope`: the principal's grants may give it, and the token's scopes do not. */
  | { readonly allowed: false; readonly missing: Permission; readonly because: 'grant' | 'scope' };

/**
 * What a holder may do on the resources that this was loaded for; decided in memory, from one snapshot.
 * Asking about others throws.
 */
export interface Rights {
  decide(permission: Permission, place: Place): Decision;
  /** The same, where only the answer counts. */
  may(permission: Permission, place: Place): boolean;
  /** Whether the credential may use it there, where its principal holds it: a full one always. */
  inScope(permission: Permission, place: Place): boolean;
  /**
   * Whether they may do this operation there on entities of some type that the site registered, or (without one) anything
   * at all: of what their grants and scopes name, so that the types themselves need not be known.
   */
  mayOfRegistered(operation: string | null, place: Place): boolean;
  /** Whether they may on something of the place that has a kind, of one kind at least. */
  mayOfSomeKind(permission: Permission, place: Place): boolean;
  /**
   * The first of these permissions that the holder does not hold there, or not for as long. `until` in
   * milliseconds since 1970; null: for ever. Undefined: they hold all of it, and so may give it.
   */
  beyond(permissions: Iterable<string>, place: Place, until: number | null): string | undefined;
}

/** `grants`: all of the holder's that stand on `loaded`, ended ones too. */
export function rightsFrom(
  holder: Holder,
  grants: readonly HeldGrant[],
  loaded: ReadonlySet<ResourceId>,
  now: number,
): Rights {
  // By resource, because a page asks of each of its rows, and has grants for all of them.
  const byResource = Map.groupBy(grants, ({ resourceId }) => resourceId);
  const on = ({ path }: Place): HeldGrant[] => {
    const unknown = path.find((id) => !loaded.has(id));
    if (unknown) throw new Error('Rights were asked about a resource they were not loaded for.');
    return path.flatMap((id) => byResource.get(id) ?? []);
  };
  const may = (permission: Permission, place: Place) =>
    allowed(holder, on(place), permission, place, now);
  const scoped = (permission: Permission, place: Place) =>
    inScope(holder.scopes, permission, place);
  return {
    may,
    inScope: scoped,
    mayOfRegistered(operation, place) {
      const named =
        holder.scopes === 'full'
          ? on(place).flatMap(({ permissions }) => [...permissions])
          : [...holder.scopes.keys()];
      const asked = named.filter((one) => isOfRegistered(one, operation)) as Permission[];
      return may('registered.any', place) || asked.some((permission) => may(permission, place));
    },
    mayOfSomeKind: (permission, place) =>
      may(permission, place) ||
      on(place).some(({ kindId }) => kindId !== null && may(permission, ofKind(place, kindId))),
    decide(permission, place) {
      if (!may(permission, place)) {
        const because = scoped(permission, place) ? 'grant' : 'scope';
        return { allowed: false, missing: permission, because };
      }
      if (holder.isAdmin) return { allowed: true, because: 'site_admin' };
      const through = on(place).filter((grant) => gives(grant, permission, place, now));
      return { allowed: true, because: 'grant', grants: through };
    },
    beyond(permissions, place, until) {
      // Each permission by one grant that lasts as long: several that follow each other are no promise.
      const lasting = on(place).filter(
        ({ endsAt }) => endsAt === null || (until !== null && endsAt >= until),
      );
      for (const permission of permissions) {
        const held = allowed(holder, lasting, permission as Permission, place, now);
        if (!held) return permission;
      }
      return undefined;
    },
  };
}

const isOfRegistered = (permission: string, operation: string | null): boolean =>
  !isBuiltInPermission(permission) && (operation === null || permission.endsWith(`.${operation}`));

/** Whether a grant of that kind reaches these places: see `Place.kindId`. */
export function ofKind(place: Place, kindId: DeploymentKindId | null): Place {
  return { path: place.path, kindId };
}

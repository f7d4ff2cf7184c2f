import { everybodys, isBuiltInPermission, type UserId } from '@keywright/contract';
import type { Rights } from '../../../plane/decide.ts';
import type { Plane } from '../../../plane/plane.ts';
import { Problem } from '../../../request/problem.ts';
import type { Tx } from '../../../storage/storage.ts';
import { targetOf } from './covered.ts';
import type { PlacedScope } from './find-targets.ts';
import type { GrantsOf, LastingGrant } from './grants-of.ts';

/** Whose token it is. */
export interface OwnerOfScopes {
  readonly id: UserId;
  readonly isAdmin: boolean;
}

/**
 * No scope beyond what its token's owner may do: on an entity they must hold the permission there; a wider one may be
 * wider than what they hold, which it follows as that grows and shrinks, but they must hold the permission on all of it or
 * on something inside. Throws `beyond_own_rights`.
 */
export async function refuseBeyondOwner(
  tx: Tx,
  { plane, grantsOf }: { plane: Plane; grantsOf: GrantsOf },
  owner: OwnerOfScopes,
  scopes: readonly PlacedScope[],
): Promise<void> {
  if (owner.isAdmin) return;
  const judged = scopes.filter(({ permission }) => !everybodys.has(permission));
  const places = judged.map(({ place }) => place);
  // A person who is deactivated holds what they will have again.
  const rights = await plane.rightsOf(tx, { ...owner, isActive: true }, places);
  for (const scope of judged) {
    if (holdsThere(rights, scope)) continue;
    if (scope.entityId === null && holdsInside(await grantsOf(owner.id), scope)) continue;
    throw beyond(scope);
  }
}

const holdsThere = (rights: Rights, { permission, place, entityId }: PlacedScope) =>
  entityId === null ? rights.mayOfSomeKind(permission, place) : rights.may(permission, place);

function holdsInside(grants: readonly LastingGrant[], scope: PlacedScope): boolean {
  const { permission } = scope;
  const target = targetOf(scope);
  return grants.some(
    ({ path, permissions }) =>
      (scope.target.type === 'site' || path.includes(target)) &&
      (permissions.has(permission) ||
        (!isBuiltInPermission(permission) && permissions.has('registered.any'))),
  );
}

function beyond({ permission, target, entityId, at }: PlacedScope): Problem {
  const inside = entityId === null ? ' or below' : '';
  const where = target.type === 'site' ? 'anywhere' : `on ${target.name}${inside}`;
  return new Problem('beyond_own_rights', {
    message: `${at}: the owner of this token does not hold ${permission} ${where}, so no scope of it can be set.`,
    permission,
  });
}

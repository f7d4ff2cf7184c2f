import type { Access, Permission } from '@keywright/contract';
import type { Plane } from '../plane/plane.ts';
import type { Caller } from '../plane/principal.ts';
import type { Db } from '../storage/storage.ts';
import { denial } from './denial.ts';
import type { Target } from './operation.ts';
import { Problem } from './problem.ts';

interface Asked {
  readonly access: Access;
  readonly caller: Caller | undefined;
  readonly target: Target<unknown> | undefined;
}

/** Rejects unless the endpoint's rule lets the caller at the target. A missing target is nobody's. */
export async function authorize(plane: Plane, db: Db, asked: Asked): Promise<void> {
  const { access, caller, target } = asked;
  switch (access.rule) {
    case 'public':
    case 'bearer':
    case 'active':
      return;
    case 'permission':
      return permit(plane, db, {
        caller,
        target,
        permission: neededFor(target, access.permission),
      });
    case 'owner':
      if (target?.owner !== undefined && target.owner === caller?.principal.id) return;
      return permit(plane, db, { caller, target, permission: neededFor(target, access.or) });
    default:
      throw access satisfies never;
  }
}

const neededFor = (target: Target<unknown> | undefined, usual: Permission) =>
  target?.permission ?? usual;

/**
 * Rejects unless the caller holds the permission on the target: with 403 and what is missing where they can see it,
 * and with 404, as for what is not there, where they cannot.
 */
export async function permit(
  plane: Plane,
  db: Db,
  {
    caller,
    target,
    permission,
  }: {
    caller: Caller | undefined;
    target: Target<unknown> | undefined;
    permission: Permission;
  },
): Promise<void> {
  if (!caller) throw new Problem('unauthenticated');
  if (!target) throw new Problem('not_found');
  const { resource, visible = false } = target;
  const rights = await plane.rights(db, caller, [resource]);
  if (rights.may(permission, resource)) return;
  const isSeen = typeof visible === 'string' ? rights.may(visible, resource) : visible;
  throw isSeen ? await denial(db, permission, resource) : new Problem('not_found');
}

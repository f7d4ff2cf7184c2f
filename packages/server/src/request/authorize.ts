import type { Access, Permission } from '@keywright/contract';
import type { Plane } from '../plane/plane.ts';
import type { Caller } from '../plane/principal.ts';
import type { Target } from './operation.ts';
import { Problem } from './problem.ts';

/** Throws unless the endpoint's rule lets the caller at the target. A missing target is nobody's. */
export function authorize(
  plane: Plane,
  access: Access,
  caller: Caller | undefined,
  target: Target<unknown> | undefined,
): void {
  switch (access.rule) {
    case 'public':
    case 'bearer':
    case 'active':
      return;
    case 'permission':
      requirePermission(plane, caller, access.permission, target);
      return;
    case 'owner':
      requireOwner(plane, caller, access.or, target);
      return;
    default:
      throw access satisfies never;
  }
}

/** The permission is asked first: who may not do it learns nothing about what is there. */
function requirePermission(
  plane: Plane,
  caller: Caller | undefined,
  permission: Permission,
  target: Target<unknown> | undefined,
): void {
  if (!caller) throw new Problem('unauthenticated');
  const decision = plane.decide(caller, permission, target?.resource ?? { type: 'site', id: null });
  if (!decision.allowed) throw forbidden(decision.missing, decision.roles);
  if (!target) throw new Problem('not_found');
}

/** For all but the owner and who may anyway, it does not exist, unless they can see it elsewhere. */
function requireOwner(
  plane: Plane,
  caller: Caller | undefined,
  permission: Permission,
  target: Target<unknown> | undefined,
): void {
  if (!caller) throw new Problem('unauthenticated');
  if (!target) throw new Problem('not_found');
  if (target.owner === caller.principal.id) return;
  const decision = plane.decide(caller, permission, target.resource);
  if (decision.allowed) return;
  throw target.visible ? forbidden(decision.missing, decision.roles) : new Problem('not_found');
}

function forbidden(permission: string, roles: readonly string[]): Problem {
  return new Problem('forbidden', {
    message: `This needs the permission ${permission}, which you do not have here. It comes with: ${roles.join(', ')}.`,
    permission,
    roles: [...roles],
  });
}

import type { Access, Permission } from '@keywright/contract';
import { type Decision, site } from '../plane/decide.ts';
import type { Plane } from '../plane/plane.ts';
import type { Caller } from '../plane/principal.ts';
import type { Db } from '../storage/storage.ts';
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
    case 'permission': {
      // Asked first: who may not do it learns nothing about what is there.
      const decision = await decide(plane, db, asked, access.permission);
      if (!decision.allowed) throw forbidden(decision);
      if (!target) throw new Problem('not_found');
      return;
    }
    case 'owner': {
      if (!target) throw new Problem('not_found');
      if (target.owner === caller?.principal.id) return;
      const decision = await decide(plane, db, asked, access.or);
      if (decision.allowed) return;
      // For all others it does not exist, unless they can see it elsewhere.
      throw target.visible ? forbidden(decision) : new Problem('not_found');
    }
    default:
      throw access satisfies never;
  }
}

async function decide(
  plane: Plane,
  db: Db,
  { caller, target }: Asked,
  permission: Permission,
): Promise<Decision> {
  if (!caller) throw new Problem('unauthenticated');
  const resource = target?.resource ?? site;
  const rights = await plane.rights(db, caller, [resource]);
  return rights.decide(permission, resource);
}

function forbidden({ missing, roles }: Decision & { allowed: false }): Problem {
  return new Problem('forbidden', {
    message: `This needs the permission ${missing}, which you do not have here. It comes with: ${roles.join(', ')}.`,
    permission: missing,
    roles: [...roles],
  });
}

import type { Endpoint, Permission, ScopeNeed } from '@keywright/contract';
import { isScoped } from '../plane/held-scopes.ts';
import type { Plane } from '../plane/plane.ts';
import type { Caller } from '../plane/principal.ts';
import type { Db } from '../storage/storage.ts';
import { denial, scopeMissing } from './denial.ts';
import type { Target } from './operation.ts';
import { Problem } from './problem.ts';

interface Asked {
  readonly endpoint: Pick<Endpoint, 'access' | 'refusesScoped'>;
  readonly caller: Caller | undefined;
  readonly target: Target<unknown> | undefined;
}

/** Rejects unless the endpoint's rule lets the caller at the target. A missing target is nobody's. */
export async function authorize(plane: Plane, db: Db, asked: Asked): Promise<void> {
  const { endpoint, caller, target } = asked;
  const { access } = endpoint;
  const isItself = caller !== undefined && target?.credential === caller.credential.id;
  refuseScoped(endpoint.refusesScoped, caller, isItself);
  switch (access.rule) {
    case 'public':
    case 'bearer':
      return;
    case 'active':
      return meetScopeNeed(plane, db, caller, access.scope);
    case 'permission':
      return permit(plane, db, {
        caller,
        target,
        permission: neededFor(target, access.permission),
      });
    case 'owner':
      if (target?.owner !== undefined && target.owner === caller?.principal.id) {
        const needed = isItself ? (access.itself ?? access.or) : neededFor(target, access.or);
        return needed === true ? undefined : permitOwner(plane, db, { caller, target, needed });
      }
      return permit(plane, db, { caller, target, permission: neededFor(target, access.or) });
    default:
      throw access satisfies never;
  }
}

function refuseScoped(
  refused: Endpoint['refusesScoped'],
  caller: Caller | undefined,
  isItself: boolean,
): void {
  if (refused === undefined || !caller || !isScoped(caller.credential)) return;
  if (refused === 'others' && isItself) return;
  throw new Problem('scoped_token_refused');
}

async function meetScopeNeed(
  plane: Plane,
  db: Db,
  caller: Caller | undefined,
  need: ScopeNeed,
): Promise<void> {
  if (!caller) throw new Problem('unauthenticated');
  if (await plane.meetsScopeNeed(db, caller, need)) return;
  if (typeof need === 'string') throw new Problem('scope_missing');
  throw scopeMissing('somewhere' in need ? need.somewhere : need.everywhere);
}

/** What is one's own needs no grant; a scoped token needs the scope for it all the same. */
async function permitOwner(
  plane: Plane,
  db: Db,
  { caller, target, needed }: { caller: Caller; target: Target<unknown>; needed: Permission },
): Promise<void> {
  const rights = await plane.rights(db, caller, [target.resource]);
  if (!rights.inScope(needed, target.resource)) throw scopeMissing(needed);
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
  const decision = rights.decide(permission, resource);
  if (decision.allowed) return;
  const isSeen = typeof visible === 'string' ? rights.may(visible, resource) : visible;
  if (!isSeen) throw new Problem('not_found');
  throw decision.because === 'scope'
    ? scopeMissing(permission)
    : await denial(db, permission, resource);
}

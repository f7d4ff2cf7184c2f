import {
  builtInRoleOf,
  type Permission,
  type ResourceId,
  type ResourceType,
  type RoleId,
} from '@keywright/contract';
import { permissionSets } from '../../../plane/held-grants.ts';
import type { Plane } from '../../../plane/plane.ts';
import type { Caller } from '../../../plane/principal.ts';
import { pathOf, placeOf } from '../../../plane/tree/node.ts';
import { type NodeRow, readNode } from '../../../plane/tree/queries.ts';
import { invalidField, type Problem } from '../../../request/problem.ts';
import type { Tx } from '../../../storage/storage.ts';
import { notThere } from './not-there.ts';
import { holdRole } from './queries.ts';

/** A role, or a bare list. */
export interface Granted {
  /** Null: a bare list. */
  readonly roleId: RoleId | null;
  readonly permissions: ReadonlySet<string>;
}

interface Wanted {
  readonly roleId?: RoleId | undefined;
  readonly permissions?: readonly Permission[] | undefined;
}

interface Where {
  readonly node: NodeRow;
  /** Whether the grant is for one deployment kind. */
  readonly ofKind: boolean;
}

/**
 * What a grant is to give there. Throws `invalid_request` where the role cannot be granted there, and `not_found` where
 * the caller cannot see it.
 */
export async function whatIsGranted(
  tx: Tx,
  plane: Plane,
  caller: Caller,
  { roleId, permissions }: Wanted,
  where: Where,
): Promise<Granted> {
  if (roleId !== undefined && permissions !== undefined) {
    throw invalidField('permissions', 'Give either role_id or permissions, not both.');
  }
  if (permissions !== undefined) return { roleId: null, permissions: new Set(permissions) };
  if (roleId === undefined) throw invalidField('role_id', 'Give a role_id, or permissions.');

  const role = await holdRole(tx, roleId);
  if (!role) throw notThere('role_id', 'role');
  if (role.home_id === null) refuseBuiltIn(roleId, where);
  else await refuseElsewhere(tx, plane, caller, role.home_id, where.node);
  const sets = await permissionSets(tx, [roleId]);
  return { roleId, permissions: sets.get(roleId) ?? new Set() };
}

function refuseBuiltIn(id: RoleId, { node, ofKind }: Where): void {
  const role = builtInRoleOf(id);
  if (!role) throw notThere('role_id', 'role');
  const levels: readonly ResourceType[] = role.levels;
  if (!levels.includes(node.type)) {
    throw invalidField('role_id', `${role.name} can be granted on: ${levels.join(', ')}.`);
  }
  if (role.ofKind && !ofKind) {
    throw invalidField('kind_id', `${role.name} is of one deployment kind: say of which.`);
  }
  if (!role.ofKind && ofKind) {
    throw invalidField('kind_id', `${role.name} is of no deployment kind: leave it out.`);
  }
}

/** A custom role is usable where it lives and below. */
async function refuseElsewhere(
  tx: Tx,
  plane: Plane,
  caller: Caller,
  homeId: ResourceId,
  node: NodeRow,
): Promise<void> {
  if (pathOf(node).includes(homeId)) return;
  throw await elsewhere(tx, plane, caller, homeId);
}

async function elsewhere(
  tx: Tx,
  plane: Plane,
  caller: Caller,
  homeId: ResourceId,
): Promise<Problem> {
  const home = await readNode(tx, homeId);
  if (!home) return notThere('role_id', 'role');
  const rights = await plane.rights(tx, caller, [placeOf(home)]);
  // The name of a role tells of where it lives, so it is for who may see roles there.
  if (!rights.may('role.read', placeOf(home))) return notThere('role_id', 'role');
  return invalidField(
    'role_id',
    `This role lives elsewhere: it can be granted in ${home.name} and below.`,
  );
}

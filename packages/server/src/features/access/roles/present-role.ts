import {
  builtInRoleOf,
  type ResourceId,
  type Role,
  type RoleId,
  type RoleLevel,
  roleLevels,
} from '@keywright/contract';
import { onSite, type Resource, type Rights } from '../../../plane/decide.ts';
import { permissionSets } from '../../../plane/held-grants.ts';
import type { Plane } from '../../../plane/plane.ts';
import type { Caller } from '../../../plane/principal.ts';
import { below } from '../../../plane/tree/node.ts';
import { Problem } from '../../../request/problem.ts';
import { wireTime } from '../../../request/time.ts';
import type { Db } from '../../../storage/storage.ts';
import { countGrantsByRole } from '../grants/role-grants.ts';
import { type RoleRow, readRoles } from './queries.ts';

/** A role that lives somewhere in the tree. */
export type CustomRoleRow = RoleRow & {
  readonly home_id: ResourceId;
  readonly home_type: NonNullable<RoleRow['home_type']>;
  readonly home_name: string;
};

export const isCustom = (row: RoleRow): row is CustomRoleRow => row.home_id !== null;

/** A role as decisions see it: it stands where it lives. */
export function roleResource(row: RoleRow): Resource {
  if (!isCustom(row)) return onSite('role', row.id);
  return { ...below(homeOf(row), 'role'), id: row.id };
}

/** Where a custom role lives, as a node of the tree: no role lives below a project. */
const homeOf = (row: CustomRoleRow) => ({
  id: row.home_id,
  organization_id: row.organization_id,
  project_id: row.project_id,
  env_id: null,
  kind_id: null,
});

/** Roles as the wire shows them to this caller, in the order of their ids as given. */
export async function presentRoles(
  db: Db,
  plane: Plane,
  caller: Caller,
  ids: readonly RoleId[],
): Promise<Role[]> {
  const rows = new Map((await readRoles(db, ids)).map((row) => [row.id, row]));
  const sets = await permissionSets(db, ids);
  const counts = await countGrantsByRole(db, ids);
  const rights = await plane.rights(db, caller, [...rows.values()].map(roleResource));
  return ids.map((id) => {
    const row = rows.get(id);
    if (!row) throw new Problem('internal');
    return {
      ...described(row),
      permissions: [...(sets.get(id) ?? [])].sort(),
      num_grants: counts.get(id) ?? 0,
      abilities: abilitiesOn(rights, row),
    };
  });
}

export async function presentRole(db: Db, plane: Plane, caller: Caller, id: RoleId): Promise<Role> {
  const [role] = await presentRoles(db, plane, caller, [id]);
  if (!role) throw new Problem('internal');
  return role;
}

type Described = Omit<Role, 'permissions' | 'num_grants' | 'abilities'>;

function described(row: RoleRow): Described {
  const text = { id: row.id, name: row.name, description: row.description };
  if (isCustom(row)) {
    return {
      ...text,
      kind: 'custom',
      home: { type: row.home_type, id: row.home_id, name: row.home_name },
      levels: roleLevels.slice(roleLevels.indexOf(row.home_type as RoleLevel)),
      of_kind: false,
      created_at: wireTime(row.created_at),
    };
  }
  const role = builtInRoleOf(row.id);
  return {
    ...text,
    kind: 'built_in',
    home: null,
    levels: [...(role?.levels ?? [])],
    of_kind: role?.ofKind ?? false,
    created_at: null,
  };
}

function abilitiesOn(rights: Rights, row: RoleRow): Role['abilities'] {
  if (!isCustom(row)) return [];
  const place = roleResource(row);
  const abilities: Role['abilities'] = [];
  if (rights.may('role.update', place)) abilities.push('update');
  if (rights.may('role.delete', place)) abilities.push('delete');
  return abilities;
}

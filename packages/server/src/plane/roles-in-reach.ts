import {
  type BuiltInRole,
  builtInRoles,
  type Permission,
  type ResourceId,
  type ResourceType,
  type RoleId,
} from '@keywright/contract';
import { givenBy } from '../storage/reach.ts';
import type { Db } from '../storage/storage.ts';
import { customRolesWith } from './queries.ts';
import { readNodes } from './tree/queries.ts';

/** A role that contains a permission, and can be granted where that helps. */
export interface RoleInReach {
  readonly id: RoleId;
  readonly name: string;
  /** Null: built in. */
  readonly homeId: ResourceId | null;
  /** Told apart from others of its name: "Admin (organization)". */
  readonly label: string;
}

/** Roles that contain the permission and can be granted on one of these resources, the lowest first. */
export async function rolesInReach(
  db: Db,
  permission: Permission,
  path: readonly ResourceId[],
): Promise<RoleInReach[]> {
  const given = givenBy(permission);
  const nodes = await readNodes(db, path);
  const types = new Set<ResourceType>(nodes.map((node) => node.type));
  const builtIn = Object.values<BuiltInRole>(builtInRoles)
    .filter((role) => given.some((one) => role.permissions.includes(one)))
    .flatMap((role) => {
      const level = role.levels.findLast((at) => types.has(at));
      return level ? [{ role, level }] : [];
    })
    .map(({ role, level }) => ({
      id: role.id,
      name: role.name,
      homeId: null,
      label: `${role.name} (${level})`,
    }));
  const custom = (await customRolesWith(db, given, path)).map((role) => ({
    id: role.id,
    name: role.name,
    homeId: role.home_id,
    label: role.name,
  }));
  return [...builtIn.reverse(), ...custom];
}

import {
  builtInRoleOf,
  type GrantId,
  type PrincipalId,
  type ResourceId,
  type RoleId,
} from '@keywright/contract';
import type { Db } from '../storage/storage.ts';
import type { HeldGrant } from './allowed.ts';
import { grantsOn, permissionsOf } from './queries.ts';

/** A role, or a grant with a bare list. */
type SetId = RoleId | GrantId;

const builtIn = new Map<SetId, ReadonlySet<string>>();

/** What a built-in role contains is part of the program, and not read. */
function builtInSet(setId: SetId): ReadonlySet<string> | undefined {
  const known = builtIn.get(setId);
  if (known) return known;
  const role = builtInRoleOf(setId);
  if (!role) return undefined;
  const set: ReadonlySet<string> = new Set(role.permissions);
  builtIn.set(setId, set);
  return set;
}

/**
 * A principal's grants on these resources, ended ones too. At most two statements, each by an index: the grants, and
 * the permissions of those that are of no built-in role.
 */
export async function heldGrants(
  db: Db,
  principalId: PrincipalId,
  resourceIds: readonly ResourceId[],
): Promise<HeldGrant[]> {
  const rows = await grantsOn(db, principalId, resourceIds);
  const sets = await permissionSets(
    db,
    rows.map((row) => row.set_id),
  );
  return rows.map((row) => ({
    id: row.id,
    resourceId: row.resource_id,
    kindId: row.kind_id,
    endsAt: row.ends_at,
    permissions: sets.get(row.set_id) ?? new Set(),
    setId: row.set_id,
  }));
}

/** The permissions of roles, and of grants with a bare list, by their ids. */
export async function permissionSets(
  db: Db,
  setIds: readonly SetId[],
): Promise<Map<SetId, ReadonlySet<string>>> {
  const sets = new Map<SetId, ReadonlySet<string>>();
  const custom = new Map<SetId, Set<string>>();
  for (const id of setIds) {
    const known = builtInSet(id);
    if (known) sets.set(id, known);
    else custom.set(id, new Set());
  }
  for (const row of await permissionsOf(db, [...custom.keys()])) {
    custom.get(row.set_id)?.add(row.permission);
  }
  for (const [id, set] of custom) sets.set(id, set);
  return sets;
}

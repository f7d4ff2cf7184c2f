import type { PrincipalId, ResourceId, RoleId } from '@keywright/contract';
import type { HeldGrant } from '../../../plane/allowed.ts';
import { permissionSets } from '../../../plane/held-grants.ts';
import type { Db } from '../../../storage/storage.ts';
import { grantsOfSeveral } from './queries.ts';

/** A grant as decisions see it, and of which role it is; null: a bare list. */
export type GrantOfRole = HeldGrant & { readonly roleId: RoleId | null };

/** The grants of each of these principals on these resources, ended ones too: two statements for all of them. */
export async function heldBySeveral(
  db: Db,
  principalIds: readonly PrincipalId[],
  resourceIds: readonly ResourceId[],
): Promise<Map<PrincipalId, GrantOfRole[]>> {
  const rows = await grantsOfSeveral(db, principalIds, resourceIds);
  const sets = await permissionSets(
    db,
    rows.map((row) => row.set_id),
  );
  const held = new Map<PrincipalId, GrantOfRole[]>(principalIds.map((id) => [id, []]));
  for (const row of rows) {
    held.get(row.principal_id)?.push({
      id: row.id,
      roleId: row.role_id,
      resourceId: row.resource_id,
      kindId: row.kind_id,
      endsAt: row.ends_at,
      permissions: sets.get(row.set_id) ?? new Set(),
    });
  }
  return held;
}

import type { MoveEffect, OrganizationId, ProjectId } from '@keywright/contract';
import type { Db, Tx } from '../../../storage/storage.ts';
import { countStaying, deleteStaying, listStaying } from './at-once/queries.ts';
import { nodeOf, principalOf } from './present-grant.ts';
import { readGrants } from './queries.ts';

type LostGrants = MoveEffect['lost_grants'];

/** So many are shown. */
const shown = 50;

/**
 * What a project's subtree loses by leaving this organization: grants of roles that live there, and of service
 * accounts at home there. Neither is usable elsewhere.
 */
export async function lostByMove(
  db: Db,
  project: { readonly id: ProjectId },
  organizationId: OrganizationId,
): Promise<LostGrants> {
  const count = await countStaying(db, project.id, organizationId);
  const staying = await listStaying(db, project.id, organizationId, shown);
  const ofRole = new Set(
    staying.filter((row) => row.role_home_id === organizationId).map(({ id }) => id),
  );
  const ids = staying.map(({ id }) => id);
  const rows = ids.length === 0 ? [] : await readGrants(db, ids);
  const items = rows.map((row) => {
    const { id, type, name } = nodeOf(row);
    return {
      principal: principalOf(row),
      role: row.role_name ?? 'Permissions',
      resource: { id, type, name },
      because: ofRole.has(row.id) ? ('role_stays' as const) : ('account_stays' as const),
    };
  });
  return { count, items };
}

/** Removes these grants. Returns how many there were. */
export function dropLostByMove(
  tx: Tx,
  project: { readonly id: ProjectId },
  organizationId: OrganizationId,
): Promise<number> {
  return deleteStaying(tx, project.id, organizationId);
}

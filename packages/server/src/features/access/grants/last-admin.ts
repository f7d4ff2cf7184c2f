import { builtInRoles, type UserId } from '@keywright/contract';
import { Problem } from '../../../request/problem.ts';
import type { Tx } from '../../../storage/storage.ts';
import { type GrantRow, isActivePerson, otherLastingHolder } from './queries.ts';

const adminId = builtInRoles.organizationAdmin.id;

/**
 * Throws `last_admin` where this grant makes the last active person Admin of an organization without an end. For who
 * has locked the organization: else two could each count on the other.
 */
export async function refuseLastAdmin(tx: Tx, row: GrantRow): Promise<void> {
  const { id, role_id, resource_id } = row;
  if (role_id !== adminId || row.kind_id !== null) return;
  if (row.principal_kind !== 'user' || row.ends_at !== null) return;
  if (!(await isActivePerson(tx, row.principal_id as UserId))) return;
  if (await otherLastingHolder(tx, { id, role_id, resource_id })) return;
  throw new Problem('last_admin');
}

import type { ResourceId } from '@keywright/contract';
import { nameTaken } from '../../../request/name-taken.ts';
import type { Problem } from '../../../request/problem.ts';
import type { Tx } from '../../../storage/storage.ts';
import type { CustomRoleRow } from './present-role.ts';
import { roleNamed } from './queries.ts';

/** A `conflict` that names the role which has the name there. */
export async function roleNameTaken(tx: Tx, homeId: ResourceId, name: string): Promise<Problem> {
  const taken = await roleNamed(tx, homeId, name);
  return nameTaken('a role', taken?.name ?? name);
}

/** Throws `conflict` where another role there has that name. Final only while the home is locked for this change. */
export async function refuseTaken(tx: Tx, row: CustomRoleRow, name: string): Promise<void> {
  const taken = await roleNamed(tx, row.home_id, name);
  if (taken && taken.id !== row.id) throw nameTaken('a role', taken.name);
}

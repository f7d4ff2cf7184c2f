import type { ResourceId } from '@keywright/contract';
import { Problem } from '../../../request/problem.ts';
import type { Tx } from '../../../storage/storage.ts';
import type { CustomRoleRow } from './present-role.ts';
import { roleNamed } from './queries.ts';

/** A `conflict` that names the role which has the name there. */
export async function nameTaken(tx: Tx, homeId: ResourceId, name: string): Promise<Problem> {
  const taken = await roleNamed(tx, homeId, name);
  return new Problem('conflict', {
    message: `There is a role named “${taken?.name ?? name}” there already. Choose a name that differs in more than case or form of letters.`,
  });
}

/** Throws `conflict` where another role there has that name. Final only while the home is locked for this change. */
export async function refuseTaken(tx: Tx, row: CustomRoleRow, name: string): Promise<void> {
  const taken = await roleNamed(tx, row.home_id, name);
  if (taken && taken.id !== row.id) throw await nameTaken(tx, row.home_id, name);
}

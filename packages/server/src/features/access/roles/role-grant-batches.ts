import type { RoleId } from '@keywright/contract';
import type { Tx } from '../../../storage/storage.ts';
import { type GrantOnNode, grantsOfRole } from './queries.ts';

/** So many at once: their principals and places are looked up each with each, which more would make dear. */
const batch = 100;

/** All grants of a role, those of one principal next to each other. */
export async function* roleGrantBatches(
  tx: Tx,
  roleId: RoleId,
): AsyncGenerator<readonly GrantOnNode[]> {
  for (let after: Parameters<typeof grantsOfRole>[2]; ; ) {
    const grants = await grantsOfRole(tx, roleId, after, batch);
    if (grants.length > 0) yield grants;
    const last = grants.at(-1);
    if (!last || grants.length < batch) return;
    after = { principalId: last.principal_id, id: last.grant_id };
  }
}

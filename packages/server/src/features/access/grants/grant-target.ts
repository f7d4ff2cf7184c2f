import type { GrantId } from '@keywright/contract';
import type { Caller } from '../../../plane/principal.ts';
import { lockNode } from '../../../plane/tree/queries.ts';
import type { Target } from '../../../request/operation.ts';
import type { Tx } from '../../../storage/storage.ts';
import { placeOfGrant } from './present-grant.ts';
import { type GrantRow, lockGrant, readGrant } from './queries.ts';

/** A grant as a target: its principal owns it. */
export function grantTarget(row: GrantRow): Target<GrantRow> {
  return { row, resource: placeOfGrant(row), owner: row.principal_id };
}

/**
 * The same, to take it back. The node is locked first, so that of two who take each other's grant there the second
 * finds that they may not any more, and the last two Admins do not both find that another one remains.
 */
export async function lockedGrantTarget(
  tx: Tx,
  { params, caller }: { params: { id: GrantId }; caller: Caller },
): Promise<Target<GrantRow> | undefined> {
  const found = await readGrant(tx, params.id);
  if (!found) return undefined;
  await lockNode(tx, found.resource_id);
  const row = await lockGrant(tx, params.id);
  if (!row) return undefined;
  const isOwn = row.principal_id === caller.principal.id;
  return { ...grantTarget(row), visible: isOwn || 'grant.read' };
}

import { endpoints } from '@keywright/contract';
import type { Plane } from '../../../plane/plane.ts';
import type { Caller } from '../../../plane/principal.ts';
import { changeOperation } from '../../../request/operation.ts';
import { Problem } from '../../../request/problem.ts';
import type { Tx } from '../../../storage/storage.ts';
import { auditGrant } from './audit-grant.ts';
import { lockedGrantTarget } from './grant-target.ts';
import { refuseLastAdmin } from './last-admin.ts';
import { presentGrants } from './present-grant.ts';
import { deleteGrant, type GrantRow } from './queries.ts';

export const deleteGrantOperation = (plane: Plane) =>
  changeOperation(endpoints.deleteGrant, {
    target: lockedGrantTarget,
    async run(tx, { caller, now }, row) {
      await refuseLastAdmin(tx, row);
      return takeBack(tx, plane, caller, row, now);
    },
  });

/** Removes a grant that is locked, and says what it gave. */
export async function takeBack(tx: Tx, plane: Plane, caller: Caller, row: GrantRow, now: number) {
  const [grant] = await presentGrants(tx, plane, caller, [row], now);
  if (!grant) throw new Problem('internal');
  await deleteGrant(tx, row.id);
  return { output: undefined, audit: auditGrant('grant.delete', grant) };
}

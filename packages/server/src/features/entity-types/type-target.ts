import type { EntityTypeId } from '@keywright/contract';
import type { Target } from '../../request/operation.ts';
import type { Tx } from '../../storage/storage.ts';
import { typeResource } from './present-type.ts';
import { lockType, type TypeRow } from './queries.ts';

/** A registered type to change. Everybody may know of it. */
export async function typeTarget(
  tx: Tx,
  { params }: { params: { id: EntityTypeId } },
): Promise<Target<TypeRow> | undefined> {
  const row = await lockType(tx, params.id);
  return row && { row, resource: typeResource(row), visible: true };
}

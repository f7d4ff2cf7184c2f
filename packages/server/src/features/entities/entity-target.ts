import { permissionOf, type ResourceId } from '@keywright/contract';
import { knownTypes } from '../../plane/entity-types/known-types.ts';
import { placeOf } from '../../plane/tree/node.ts';
import type { Target } from '../../request/operation.ts';
import { Problem } from '../../request/problem.ts';
import type { Db } from '../../storage/storage.ts';
import { type EntityRow, readEntities } from './queries.ts';

/** The target of an operation on an entity: judged by the permission that its own type makes of it. */
export async function entityTarget(
  db: Db,
  id: ResourceId,
  operation: string,
): Promise<Target<EntityRow> | undefined> {
  const [row] = await readEntities(db, [id]);
  return (
    row && {
      row,
      resource: placeOf(row),
      permission: permissionOf(row.type, operation),
      visible: permissionOf(row.type, 'read'),
    }
  );
}

/**
 * Throws `invalid_request` where the type has no such operation: who holds everything of registered types would hold
 * that too. After they were found to hold it, so that nobody else learns of what they may not see.
 */
export async function refuseMissingOperation(
  db: Db,
  type: string,
  operation: string,
): Promise<void> {
  const known = await knownTypes(db, [type]);
  if (known.get(type)?.has(operation)) return;
  throw new Problem('invalid_request', {
    message: `The entity type ${type} has no operation ${operation}. A site administrator can add it to the type.`,
  });
}

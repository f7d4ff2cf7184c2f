import type { Plane } from '../../plane/plane.ts';
import { createEntityTypeOperation } from './create-type.ts';
import { deleteEntityTypeOperation } from './delete-type.ts';
import { listEntityTypesOperation } from './list-types.ts';
import { updateEntityTypeOperation } from './update-type.ts';

/** The operations on entity types, by the names of their endpoints. */
export function entityTypeOperations(plane: Plane) {
  return {
    listEntityTypes: listEntityTypesOperation(plane),
    createEntityType: createEntityTypeOperation(plane),
    updateEntityType: updateEntityTypeOperation(plane),
    deleteEntityType: deleteEntityTypeOperation(),
  };
}

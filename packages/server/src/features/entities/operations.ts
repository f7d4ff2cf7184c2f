import { createEntityOperation } from './create-entity.ts';
import { deleteEntityOperation } from './delete-entity.ts';
import { getEntityOperation } from './get-entity.ts';
import type { EntityNeeds } from './handed-in.ts';
import { listEntitiesOperation } from './lists/list-entities.ts';
import { listSharesOperation } from './shares/list-shares.ts';
import { shareEntityOperation } from './shares/share-entity.ts';
import { unshareEntityOperation } from './shares/unshare-entity.ts';
import { updateEntityOperation } from './update-entity.ts';

/** The operations on entities, by the names of their endpoints. */
export function entityOperations(needs: EntityNeeds) {
  return {
    listEntities: listEntitiesOperation(needs),
    createEntity: createEntityOperation(needs),
    getEntity: getEntityOperation(needs),
    updateEntity: updateEntityOperation(needs),
    deleteEntity: deleteEntityOperation(needs),
    listShares: listSharesOperation(needs),
    shareEntity: shareEntityOperation(needs),
    unshareEntity: unshareEntityOperation(needs),
  };
}

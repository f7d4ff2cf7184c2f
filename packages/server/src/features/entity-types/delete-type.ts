import { endpoints } from '@keywright/contract';
import { storedOperations } from '../../plane/entity-types/known-types.ts';
import { changeOperation } from '../../request/operation.ts';
import type { Tx } from '../../storage/storage.ts';
import { operationNames } from './operations-of-type.ts';
import { deleteType, type TypeRow } from './queries.ts';
import { typeTarget } from './type-target.ts';
import { refuseInUse, type UseOfType, useOfType } from './use-of-type.ts';

export const deleteEntityTypeOperation = () =>
  changeOperation<typeof endpoints.deleteEntityType, TypeRow>(endpoints.deleteEntityType, {
    target: typeTarget,
    preview: async (tx, _asked, row) => ({ dry_run: true, ...(await useOf(tx, row)) }),
    async run(tx, _asked, row) {
      refuseInUse(`The type ${row.type}`, await useOf(tx, row));
      await deleteType(tx, row.id);
      return {
        output: undefined,
        audit: {
          action: 'entity_type.delete',
          target: { kind: 'entity_type', id: row.id, name: row.type },
          details: {},
        },
      };
    },
  });

const useOf = (tx: Tx, row: TypeRow): Promise<UseOfType> =>
  useOfType(tx, row.type, operationNames(storedOperations(row.operations)));

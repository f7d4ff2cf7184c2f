import { endpoints } from '@keywright/contract';
import { changed } from '../../audit/changed.ts';
import { storedOperations } from '../../plane/entity-types/known-types.ts';
import type { Plane } from '../../plane/plane.ts';
import { changeOperation, unchanged } from '../../request/operation.ts';
import type { Tx } from '../../storage/storage.ts';
import { describedOperations, operationNames } from './operations-of-type.ts';
import { presentType, rightsOnTypes } from './present-type.ts';
import { setType, type TypeRow } from './queries.ts';
import { typeTarget } from './type-target.ts';
import { namingOf, refuseInUse } from './use-of-type.ts';

export const updateEntityTypeOperation = (plane: Plane) =>
  changeOperation(endpoints.updateEntityType, {
    target: typeTarget,
    async run(tx, { body, caller }, row) {
      const to = {
        ...row,
        title: body.title ?? row.title,
        description: body.description ?? row.description,
        operations: body.operations
          ? JSON.stringify(describedOperations(body.operations))
          : row.operations,
      };
      await refuseLosing(tx, row, to);
      await setType(tx, row.id, to);
      const output = presentType(await rightsOnTypes(tx, plane, caller), to);
      if (!differs(row, to)) return { output, audit: unchanged };
      return {
        output,
        audit: {
          action: 'entity_type.update',
          target: { kind: 'entity_type', id: row.id, name: row.type },
          details: {
            ...changed('title', row.title, to.title),
            ...changed('description', row.description, to.description),
            ...(row.operations !== to.operations && {
              operations: { from: namesIn(row), to: namesIn(to) },
            }),
          },
        },
      };
    },
  });

const namesIn = ({ operations }: TypeRow) => operationNames(storedOperations(operations));

const differs = (one: TypeRow, other: TypeRow) =>
  one.title !== other.title ||
  one.description !== other.description ||
  one.operations !== other.operations;

async function refuseLosing(tx: Tx, row: TypeRow, to: TypeRow): Promise<void> {
  const kept = new Set(namesIn(to));
  const lost = namesIn(row).filter((name) => !kept.has(name));
  const what = lost.length === 1 ? `The operation ${lost[0]}` : `One of ${lost.join(', ')}`;
  refuseInUse(what, await namingOf(tx, row.type, lost));
}

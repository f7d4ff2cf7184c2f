import { randomUUIDv7 } from 'node:crypto';
import { type EntityTypeId, endpoints, isReservedType } from '@keywright/contract';
import type { Plane } from '../../plane/plane.ts';
import { changeOperation } from '../../request/operation.ts';
import { invalidField, Problem } from '../../request/problem.ts';
import { describedOperations, operationNames } from './operations-of-type.ts';
import { presentType, rightsOnTypes, typeResource } from './present-type.ts';
import { countTypes, insertType } from './queries.ts';

/** Lists of entities ask for each type apart. */
const mostTypes = 200;

export const createEntityTypeOperation = (plane: Plane) =>
  changeOperation(endpoints.createEntityType, {
    target: async () => ({ row: undefined, resource: typeResource(null), visible: true }),
    async run(tx, { body, caller, now }) {
      const { type, title, description = '' } = body;
      if (isReservedType(type)) {
        throw invalidField(
          'type',
          `${type} has a meaning of its own already. Choose another word.`,
        );
      }
      if ((await countTypes(tx)) >= mostTypes) {
        throw new Problem('conflict', {
          message: `A site can register ${mostTypes} types, and has that many. Delete one that nothing needs any more.`,
        });
      }
      const id = randomUUIDv7() as EntityTypeId;
      const operations = describedOperations(body.operations);
      const row = { id, type, title, description, operations: JSON.stringify(operations) };
      if (!(await insertType(tx, { ...row, created_at: now }))) {
        throw new Problem('conflict', { message: `The type ${type} is registered already.` });
      }
      return {
        output: presentType(await rightsOnTypes(tx, plane, caller), row),
        audit: {
          action: 'entity_type.create',
          target: { kind: 'entity_type', id, name: type },
          details: { operations: operationNames(operations) },
        },
      };
    },
  });

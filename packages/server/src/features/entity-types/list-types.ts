import { type EntityType, endpoints, entityTypes } from '@keywright/contract';
import type { Plane } from '../../plane/plane.ts';
import { readOperation } from '../../request/operation.ts';
import { presentBuiltIn, presentType, rightsOnTypes, typeResource } from './present-type.ts';
import { readTypes } from './queries.ts';

export const listEntityTypesOperation = (plane: Plane) =>
  readOperation(endpoints.listEntityTypes, {
    async run(db, { caller }) {
      const rights = await rightsOnTypes(db, plane, caller);
      const builtIn = (Object.keys(entityTypes) as EntityType[]).map(presentBuiltIn);
      const abilities: 'create'[] = rights.may('entity_type.create', typeResource(null))
        ? ['create']
        : [];
      const registered = (await readTypes(db)).map((row) => presentType(rights, row));
      return { items: [...builtIn, ...registered], abilities };
    },
  });

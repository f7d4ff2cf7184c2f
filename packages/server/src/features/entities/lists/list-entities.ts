import { endpoints, permissionOf } from '@keywright/contract';
import { readOperation } from '../../../request/operation.ts';
import { paged } from '../../../request/paging.ts';
import type { EntityNeeds } from '../handed-in.ts';
import { presentEntities } from '../present-entity.ts';
import { findEntities } from './find-entities.ts';
import { listableTypes } from './listable-types.ts';

export const listEntitiesOperation = ({ plane }: EntityNeeds) =>
  readOperation(endpoints.listEntities, {
    async run(db, { query, caller, now }) {
      const { slice, answer } = paged(query);
      const types = await listableTypes(db, query.type);
      const filters = { ...query, callerId: caller.principal.id, now };
      const reached = [];
      for (const type of types) {
        const reach = await plane.reach(db, caller, permissionOf(type, 'list'));
        reached.push({ type, reach, filters });
      }
      const { ids, total } = await findEntities(db, reached, slice);
      return answer(await presentEntities(db, { plane, caller }, ids), total);
    },
  });

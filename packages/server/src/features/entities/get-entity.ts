import { endpoints } from '@keywright/contract';
import { readOperation } from '../../request/operation.ts';
import { entityTarget, refuseMissingOperation } from './entity-target.ts';
import type { EntityNeeds } from './handed-in.ts';
import { presentOne } from './present-entity.ts';

export const getEntityOperation = ({ plane }: EntityNeeds) =>
  readOperation(endpoints.getEntity, {
    target: (db, { params }) => entityTarget(db, params.id, 'read'),
    async run(db, { caller }, { id, type }) {
      await refuseMissingOperation(db, type, 'read');
      return presentOne(db, { plane, caller }, id);
    },
  });

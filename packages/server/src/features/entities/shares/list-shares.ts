import { endpoints } from '@keywright/contract';
import { readOperation } from '../../../request/operation.ts';
import { paged } from '../../../request/paging.ts';
import { entityTarget, refuseMissingOperation } from '../entity-target.ts';
import type { EntityNeeds } from '../handed-in.ts';
import { presentShare } from './present-share.ts';

export const listSharesOperation = ({ grantsOn }: EntityNeeds) =>
  readOperation(endpoints.listShares, {
    target: (db, { params }) => entityTarget(db, params.id, 'share'),
    async run(db, asked, row) {
      await refuseMissingOperation(db, row.type, 'share');
      const { grants, total } = await grantsOn(db, asked, row);
      return paged(asked.query).answer(grants.map(presentShare), total);
    },
  });

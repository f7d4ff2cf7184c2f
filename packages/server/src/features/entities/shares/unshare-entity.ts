import { endpoints } from '@keywright/contract';
import { changeOperation } from '../../../request/operation.ts';
import { Problem } from '../../../request/problem.ts';
import { entityTarget, refuseMissingOperation } from '../entity-target.ts';
import type { EntityNeeds } from '../handed-in.ts';

export const unshareEntityOperation = ({ lockPath, takeBackOn }: EntityNeeds) =>
  changeOperation(endpoints.unshareEntity, {
    async target(tx, { params }) {
      // Of two who take each other's share back the second finds that they may not any more.
      await lockPath(tx, params.id, 1);
      return entityTarget(tx, params.id, 'unshare');
    },
    async run(tx, { body, caller, now }, row) {
      await refuseMissingOperation(tx, row.type, 'unshare');
      const audit = await takeBackOn(tx, caller, row, { id: body.grant_id, now });
      if (!audit) {
        throw new Problem('not_found', {
          message: 'grant_id: There is no such share of this entity.',
        });
      }
      return { output: undefined, audit };
    },
  });

import { endpoints } from '@keywright/contract';
import type { Plane } from '../../../plane/plane.ts';
import { readOperation } from '../../../request/operation.ts';
import { Problem } from '../../../request/problem.ts';
import { grantTarget } from './grant-target.ts';
import { presentGrants } from './present-grant.ts';
import { readGrant } from './queries.ts';

export const getGrantOperation = (plane: Plane) =>
  readOperation(endpoints.getGrant, {
    async target(db, { params }) {
      const row = await readGrant(db, params.id);
      return row && grantTarget(row);
    },
    async run(db, { caller, now }, row) {
      const [grant] = await presentGrants(db, plane, caller, [row], now);
      if (!grant) throw new Problem('internal');
      return grant;
    },
  });

import { endpoints } from '@keywright/contract';
import type { Plane } from '../../../plane/plane.ts';
import { readOperation } from '../../../request/operation.ts';
import { Problem } from '../../../request/problem.ts';
import { presentRole } from './present-role.ts';
import { isRoleSeen } from './queries.ts';
import { roleSight } from './role-sight.ts';

export const getRoleOperation = (plane: Plane) =>
  readOperation(endpoints.getRole, {
    async run(db, { params, caller, now }) {
      const sight = await roleSight(db, plane, caller, now);
      if (!(await isRoleSeen(db, sight, params.id))) throw new Problem('not_found');
      return presentRole(db, plane, caller, params.id);
    },
  });

import { endpoints } from '@keywright/contract';
import type { Plane } from '../../plane/plane.ts';
import { readOperation } from '../../request/operation.ts';
import { Problem } from '../../request/problem.ts';
import { presentListedUser } from './present-user.ts';
import { readUser } from './queries.ts';
import { seesPeople } from './sees-people.ts';
import { userResource } from './user-resource.ts';

export const getUserOperation = (plane: Plane) =>
  readOperation(endpoints.getUser, {
    async run(db, { params, caller }) {
      const isSeen = await seesPeople(plane, db, caller, 'user.read');
      const row = isSeen ? await readUser(db, params.id) : undefined;
      if (!row) throw new Problem('not_found');
      const rights = await plane.rights(db, caller, [userResource(row.id)]);
      return presentListedUser(rights, caller, row);
    },
  });

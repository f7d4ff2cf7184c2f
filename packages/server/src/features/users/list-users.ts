import { endpoints } from '@keywright/contract';
import type { Plane } from '../../plane/plane.ts';
import { readOperation } from '../../request/operation.ts';
import { paged } from '../../request/paging.ts';
import { presentListedUser } from './present-user.ts';
import { countUsers, listUsers } from './queries.ts';
import { seesPeople } from './sees-people.ts';
import { userResource } from './user-resource.ts';

export const listUsersOperation = (plane: Plane) =>
  readOperation(endpoints.listUsers, {
    async run(db, { query, caller }) {
      const { slice, answer } = paged(query);
      if (!(await seesPeople(plane, db, caller, 'user.list'))) return answer([], 0);
      const total = await countUsers(db, query);
      const rows = await listUsers(db, query, slice, total);
      const resources = rows.map(({ id }) => userResource(id));
      const rights = await plane.rights(db, caller, resources);
      return answer(
        rows.map((row) => presentListedUser(rights, caller, row)),
        total,
      );
    },
  });

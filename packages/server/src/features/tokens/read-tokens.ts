import { endpoints } from '@keywright/contract';
import { site } from '../../plane/decide.ts';
import type { Plane } from '../../plane/plane.ts';
import { readOperation } from '../../request/operation.ts';
import { paged } from '../../request/paging.ts';
import { presentToken } from './present-token.ts';
import { countTokens, listTokens, readToken } from './queries.ts';
import { tokenTarget } from './token-target.ts';

/** One's own tokens; everybody's for who may list them. Another person's without that right: none. */
export const listTokensOperation = (plane: Plane) =>
  readOperation(endpoints.listUserTokens, {
    async run(db, { query, caller, now }) {
      const { slice, answer } = paged(query);
      const seesAll = plane.decide(caller, 'user_token.list', site).allowed;
      const visibleTo = seesAll ? undefined : caller.principal.id;
      const question = { filters: query, visibleTo, now };
      const rows = await listTokens(db, question, slice);
      const total = await countTokens(db, question);
      return answer(
        rows.map((row) => presentToken(plane, caller, row, now)),
        total,
      );
    },
  });

export const getTokenOperation = (plane: Plane) =>
  readOperation(endpoints.getUserToken, {
    async target(db, { params }) {
      const row = await readToken(db, params.id);
      return row && tokenTarget(row);
    },
    run: async (_db, { caller, now }, row) => presentToken(plane, caller, row, now),
  });

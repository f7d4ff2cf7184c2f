import { endpoints } from '@keywright/contract';
import { site } from '../../plane/decide.ts';
import type { Plane } from '../../plane/plane.ts';
import { readOperation } from '../../request/operation.ts';
import { paged } from '../../request/paging.ts';
import { invalidField } from '../../request/problem.ts';
import { presentToken } from './present-token.ts';
import { countTokens, listTokens, readToken } from './queries.ts';
import { orderOf } from './token-order.ts';
import { isOfOne } from './token-question.ts';
import { tokenTarget } from './token-target.ts';

/** One's own tokens; everybody's for who may list them. Another person's without that right: none. */
export const listTokensOperation = (plane: Plane) =>
  readOperation(endpoints.listUserTokens, {
    async run(db, { query, caller, now }) {
      const { slice, answer } = paged(query);
      const onSite = await plane.rights(db, caller, [site]);
      const seesAll = onSite.may('user_token.list', site);
      const visibleTo = seesAll && !query.mine ? undefined : caller.principal.id;
      const question = { filters: query, visibleTo, now };
      const order = orderOf(query.sort);
      if (order.by !== 'created_at' && !isOfOne(question)) {
        throw invalidField('sort', 'Name a person with user_id to put their tokens in this order.');
      }
      const total = await countTokens(db, question);
      const rows = await listTokens(db, question, slice, { total, order });
      const resources = rows.map((row) => tokenTarget(row).resource);
      const rights = await plane.rights(db, caller, resources);
      return answer(
        rows.map((row) => presentToken(rights, caller, row, now)),
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
    async run(db, { caller, now }, row) {
      const rights = await plane.rights(db, caller, [tokenTarget(row).resource]);
      return presentToken(rights, caller, row, now);
    },
  });

import { endpoints } from '@keywright/contract';
import type { Plane } from '../../../plane/plane.ts';
import { readOperation } from '../../../request/operation.ts';
import { paged } from '../../../request/paging.ts';
import { orderOf } from '../token-order.ts';
import { accountTarget, accountTokenTarget, tokenPlace } from './account-target.ts';
import { presentAccountToken } from './present-account-token.ts';
import { countAccountTokens, listAccountTokens, readAccount, readAccountToken } from './queries.ts';

/** Those of one account: for itself, and for who may list them. */
export const listAccountTokensOperation = (plane: Plane) =>
  readOperation(endpoints.listServiceAccountTokens, {
    async target(db, { query, caller }) {
      const row = await readAccount(db, query.service_account_id);
      return row && accountTarget(row, caller);
    },
    async run(db, { query, caller, now }, account) {
      const { slice, answer } = paged(query);
      const question = { ...query, now };
      const rows = await listAccountTokens(db, question, slice, orderOf(query.sort));
      const total = await countAccountTokens(db, question);
      const rights = await plane.rights(db, caller, [tokenPlace(account)]);
      return answer(
        rows.map((row) => presentAccountToken(rights, caller, row, now)),
        total,
      );
    },
  });

export const getAccountTokenOperation = (plane: Plane) =>
  readOperation(endpoints.getServiceAccountToken, {
    async target(db, { params, caller }) {
      const row = await readAccountToken(db, params.id);
      return row && accountTokenTarget(row, caller);
    },
    async run(db, { caller, now }, row) {
      const rights = await plane.rights(db, caller, [tokenPlace(row)]);
      return presentAccountToken(rights, caller, row, now);
    },
  });

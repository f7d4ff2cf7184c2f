import { endpoints } from '@keywright/contract';
import type { Plane } from '../../plane/plane.ts';
import { readOperation } from '../../request/operation.ts';
import { paged } from '../../request/paging.ts';
import { accountTarget } from './account-target.ts';
import { presentAccounts, presentOne } from './present-account.ts';
import { countAccounts, listAccounts, readAccount } from './queries.ts';

/** Those at home where the caller may list them. */
export const listAccountsOperation = (plane: Plane) =>
  readOperation(endpoints.listServiceAccounts, {
    async run(db, { query, caller, now }) {
      const { slice, answer } = paged(query);
      const reach = await plane.reach(db, caller, 'service_account.list');
      const question = { ...query, reach, now };
      const total = await countAccounts(db, question);
      const rows = await listAccounts(db, question, slice, total);
      return answer(await presentAccounts(db, rows, { plane, caller, now }), total);
    },
  });

export const getAccountOperation = (plane: Plane) =>
  readOperation(endpoints.getServiceAccount, {
    async target(db, { params, caller }) {
      const row = await readAccount(db, params.id);
      return row && accountTarget(row, caller);
    },
    run: (db, { caller, now }, row) => presentOne(db, row, { plane, caller, now }),
  });

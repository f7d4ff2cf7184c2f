import type { QueryOf, TokenId } from '@keywright/contract';
import { endpoints } from '@keywright/contract';
import { readOperation } from '../../../request/operation.ts';
import { paged } from '../../../request/paging.ts';
import type { Db } from '../../../storage/storage.ts';
import { accountTokenTarget } from '../accounts/account-target.ts';
import { readAccountToken } from '../accounts/queries.ts';
import { readToken } from '../queries.ts';
import { tokenTarget } from '../token-target.ts';
import { presentScope } from './present-scope.ts';
import { countMatching, listScopes } from './queries.ts';

export const listTokenScopesOperation = () =>
  readOperation(endpoints.listUserTokenScopes, {
    async target(db, { params }) {
      const row = await readToken(db, params.id);
      return row && tokenTarget(row);
    },
    run: (db, { query }, row) => pageOf(db, row.id, query),
  });

export const listAccountTokenScopesOperation = () =>
  readOperation(endpoints.listServiceAccountTokenScopes, {
    async target(db, { params, caller }) {
      const row = await readAccountToken(db, params.id);
      return row && accountTokenTarget(row, caller);
    },
    run: (db, { query }, row) => pageOf(db, row.id, query),
  });

async function pageOf(
  db: Db,
  tokenId: TokenId,
  query: QueryOf<typeof endpoints.listUserTokenScopes>,
) {
  const { slice, answer } = paged(query);
  const question = { ...query, tokenId };
  const rows = await listScopes(db, question, slice);
  return answer(rows.map(presentScope), await countMatching(db, question));
}

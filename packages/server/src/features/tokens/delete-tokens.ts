import { endpoints, type UserId } from '@keywright/contract';
import { onSite } from '../../plane/decide.ts';
import { changeOperation, unchanged } from '../../request/operation.ts';
import { deleteAllOf } from './life/queries.ts';
import { readOwner } from './queries.ts';

/** All tokens of a person but the one that makes the call: who deletes them must not cut themselves off. */
export const deleteTokensOperation = () =>
  changeOperation(endpoints.deleteUserTokens, {
    changesCredentials: true,
    async target(tx, { query, caller }) {
      const row = await readOwner(tx, query.user_id ?? (caller.principal.id as UserId));
      const visible = caller.principal.kind === 'user';
      return row && { row, resource: onSite('user_token', null), owner: row.id, visible };
    },
    async run(tx, { caller: { principal, credential }, now }, owner) {
      const isOwn = credential.kind === 'user_token' && owner.id === principal.id;
      const spared = isOwn ? credential.id : null;
      const deleted = await deleteAllOf(tx, owner.id, { spared, now });
      const output = { deleted, spared };
      if (deleted === 0) return { output, audit: unchanged };
      return {
        output,
        audit: {
          action: 'user_token.delete_all',
          target: { kind: 'user', id: owner.id, name: owner.display_name },
          details: { deleted, spared_id: spared },
        },
      };
    },
  });

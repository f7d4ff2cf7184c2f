import { type AuditChange, endpoints, type UserTokenId } from '@keywright/contract';
import type { Plane } from '../../../plane/plane.ts';
import type { Covers } from '../../../request/covers.ts';
import { changeOperation, unchanged } from '../../../request/operation.ts';
import type { Tx } from '../../../storage/storage.ts';
import { refuseStrongerOwner } from '../for-another.ts';
import { lockToken, type TokenRow } from '../queries.ts';
import { auditTarget, ownerDetails, tokenTarget } from '../token-target.ts';
import { addTo, removeAllFrom, removeFrom, type ScopedToken } from './change-scopes.ts';
import type { scopeDetails } from './present-scope.ts';

async function lockedTarget(tx: Tx, { params }: { params: { id: UserTokenId } }) {
  const row = await lockToken(tx, params.id);
  return row && tokenTarget(row);
}

const tokenOf = ({ id, user_id, access }: TokenRow): ScopedToken => ({
  id,
  access,
  owner: { kind: 'user', id: user_id },
});

type Details = ReturnType<typeof scopeDetails>;

const auditOf = (
  action: 'user_token.add_scopes' | 'user_token.remove_scopes',
  row: TokenRow,
  details: Details,
): AuditChange => ({
  action,
  target: auditTarget(row),
  details: { ...ownerDetails(row), ...details },
});

export const addTokenScopesOperation = (plane: Plane, covers: Covers) =>
  changeOperation(endpoints.addUserTokenScopes, {
    changesCredentials: true,
    target: lockedTarget,
    async run(tx, asked, row) {
      await refuseStrongerOwner(covers, tx, asked, row.user_id);
      const { output, came, went } = await addTo(tx, plane, tokenOf(row), asked);
      const removed = went ? [auditOf('user_token.remove_scopes', row, went)] : [];
      return { output, audit: [auditOf('user_token.add_scopes', row, came), ...removed] };
    },
  });

export const removeTokenScopeOperation = () =>
  changeOperation(endpoints.removeUserTokenScope, {
    changesCredentials: true,
    target: lockedTarget,
    async run(tx, { params, now }, row) {
      const details = await removeFrom(tx, tokenOf(row), [params.scope_id], now);
      return { output: undefined, audit: auditOf('user_token.remove_scopes', row, details) };
    },
  });

export const removeSomeTokenScopesOperation = () =>
  changeOperation(endpoints.removeSomeUserTokenScopes, {
    changesCredentials: true,
    target: lockedTarget,
    async run(tx, { body, now }, row) {
      const details = await removeFrom(tx, tokenOf(row), body.scope_ids, now);
      return {
        output: { removed: details.num_scopes },
        audit: auditOf('user_token.remove_scopes', row, details),
      };
    },
  });

export const removeTokenScopesOperation = () =>
  changeOperation(endpoints.removeUserTokenScopes, {
    changesCredentials: true,
    target: lockedTarget,
    async run(tx, { now }, row) {
      const details = await removeAllFrom(tx, tokenOf(row), now);
      if (!details) return { output: { removed: 0 }, audit: unchanged };
      return {
        output: { removed: details.num_scopes },
        audit: auditOf('user_token.remove_scopes', row, details),
      };
    },
  });

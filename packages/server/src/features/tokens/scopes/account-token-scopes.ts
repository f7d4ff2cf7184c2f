import { type AuditChange, endpoints, type ServiceAccountTokenId } from '@keywright/contract';
import type { Plane } from '../../../plane/plane.ts';
import type { Caller } from '../../../plane/principal.ts';
import { type Covers, refuseBeyondOneself } from '../../../request/covers.ts';
import { changeOperation, unchanged } from '../../../request/operation.ts';
import type { Tx } from '../../../storage/storage.ts';
import { accountTokenTarget, auditTarget, ownerDetails } from '../accounts/account-target.ts';
import { type AccountTokenRow, lockAccountToken } from '../accounts/queries.ts';
import { addTo, removeAllFrom, removeFrom, type ScopedToken } from './change-scopes.ts';
import type { scopeDetails } from './present-scope.ts';

interface OfToken {
  readonly params: { readonly id: ServiceAccountTokenId };
  readonly caller: Caller;
}

async function lockedTarget(tx: Tx, { params, caller }: OfToken) {
  const row = await lockAccountToken(tx, params.id);
  return row && accountTokenTarget(row, caller);
}

const tokenOf = ({ id, service_account_id, access }: AccountTokenRow): ScopedToken => ({
  id,
  access,
  owner: { kind: 'service_account', id: service_account_id },
});

type Details = ReturnType<typeof scopeDetails>;

const auditOf = (
  action: 'service_account_token.add_scopes' | 'service_account_token.remove_scopes',
  row: AccountTokenRow,
  details: Details,
): AuditChange => ({
  action,
  target: auditTarget(row),
  details: { ...ownerDetails(row), ...details },
});

export const addAccountTokenScopesOperation = (plane: Plane, covers: Covers) =>
  changeOperation(endpoints.addServiceAccountTokenScopes, {
    changesCredentials: true,
    target: lockedTarget,
    async run(tx, asked, row) {
      await refuseBeyondOneself(covers, tx, asked, row.service_account_id);
      const { output, came, went } = await addTo(tx, plane, tokenOf(row), asked);
      const removed = went ? [auditOf('service_account_token.remove_scopes', row, went)] : [];
      return {
        output,
        audit: [auditOf('service_account_token.add_scopes', row, came), ...removed],
      };
    },
  });

export const removeAccountTokenScopeOperation = () =>
  changeOperation(endpoints.removeServiceAccountTokenScope, {
    changesCredentials: true,
    target: lockedTarget,
    async run(tx, { params, now }, row) {
      const details = await removeFrom(tx, tokenOf(row), [params.scope_id], now);
      return {
        output: undefined,
        audit: auditOf('service_account_token.remove_scopes', row, details),
      };
    },
  });

export const removeSomeAccountTokenScopesOperation = () =>
  changeOperation(endpoints.removeSomeServiceAccountTokenScopes, {
    changesCredentials: true,
    target: lockedTarget,
    async run(tx, { body, now }, row) {
      const details = await removeFrom(tx, tokenOf(row), body.scope_ids, now);
      return {
        output: { removed: details.num_scopes },
        audit: auditOf('service_account_token.remove_scopes', row, details),
      };
    },
  });

export const removeAccountTokenScopesOperation = () =>
  changeOperation(endpoints.removeServiceAccountTokenScopes, {
    changesCredentials: true,
    target: lockedTarget,
    async run(tx, { now }, row) {
      const details = await removeAllFrom(tx, tokenOf(row), now);
      if (!details) return { output: { removed: 0 }, audit: unchanged };
      return {
        output: { removed: details.num_scopes },
        audit: auditOf('service_account_token.remove_scopes', row, details),
      };
    },
  });

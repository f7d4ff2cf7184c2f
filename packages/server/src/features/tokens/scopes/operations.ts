import type { Plane } from '../../../plane/plane.ts';
import type { Covers } from '../../../request/covers.ts';
import {
  addAccountTokenScopesOperation,
  removeAccountTokenScopeOperation,
  removeAccountTokenScopesOperation,
  removeSomeAccountTokenScopesOperation,
} from './account-token-scopes.ts';
import { listAccountTokenScopesOperation, listTokenScopesOperation } from './list-scopes.ts';
import {
  addTokenScopesOperation,
  removeSomeTokenScopesOperation,
  removeTokenScopeOperation,
  removeTokenScopesOperation,
} from './user-token-scopes.ts';

/** The operations of the scopes of tokens, whoever they are of. */
export function tokenScopeOperations(plane: Plane, covers: Covers) {
  return {
    listUserTokenScopes: listTokenScopesOperation(),
    addUserTokenScopes: addTokenScopesOperation(plane, covers),
    removeUserTokenScope: removeTokenScopeOperation(),
    removeSomeUserTokenScopes: removeSomeTokenScopesOperation(),
    removeUserTokenScopes: removeTokenScopesOperation(),
    listServiceAccountTokenScopes: listAccountTokenScopesOperation(),
    addServiceAccountTokenScopes: addAccountTokenScopesOperation(plane, covers),
    removeServiceAccountTokenScope: removeAccountTokenScopeOperation(),
    removeSomeServiceAccountTokenScopes: removeSomeAccountTokenScopesOperation(),
    removeServiceAccountTokenScopes: removeAccountTokenScopesOperation(),
  };
}

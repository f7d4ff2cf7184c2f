import type { AddedTokenScopes, SentTo } from '@keywright/sdk';
import { api } from '../../api.ts';
import { type AnyToken, isPersonal } from '../any-token.ts';

type Added = SentTo<'addUserTokenScopes'>['body'];
type Calls = {
  readonly add: (body: Added) => Promise<AddedTokenScopes>;
  readonly remove: (scopeId: string) => Promise<unknown>;
  readonly removeSome: (scopeIds: readonly string[]) => Promise<unknown>;
  readonly removeAll: () => Promise<unknown>;
};

/** What may be asked of the API about the scopes of a token, by whose it is. */
export function scopeCallsOf(token: AnyToken): Calls {
  const { id } = token;
  const params = { id };
  return isPersonal(token)
    ? {
        add: (body) => api.addUserTokenScopes({ params, body }),
        remove: (scope_id) => api.removeUserTokenScope({ params: { id, scope_id } }),
        removeSome: (ids) =>
          inThousands(ids, (body) => api.removeSomeUserTokenScopes({ params, body })),
        removeAll: () => api.removeUserTokenScopes({ params }),
      }
    : {
        add: (body) => api.addServiceAccountTokenScopes({ params, body }),
        remove: (scope_id) => api.removeServiceAccountTokenScope({ params: { id, scope_id } }),
        removeSome: (ids) =>
          inThousands(ids, (body) => api.removeSomeServiceAccountTokenScopes({ params, body })),
        removeAll: () => api.removeServiceAccountTokenScopes({ params }),
      };
}

/** As many as one request takes. */
async function inThousands(
  ids: readonly string[],
  remove: (body: { scope_ids: string[] }) => Promise<unknown>,
): Promise<void> {
  for (let at = 0; at < ids.length; at += 1000) {
    await remove({ scope_ids: ids.slice(at, at + 1000) });
  }
}

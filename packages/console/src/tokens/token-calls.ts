import type { SentTo } from '@keywright/sdk';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';
import { queryClient } from '../query-client.ts';
import { type AnyToken, isPersonal } from './any-token.ts';

type Change = NonNullable<SentTo<'updateUserToken'>['body']>;
type Calls = {
  readonly get: (signal: AbortSignal) => Promise<AnyToken>;
  readonly update: (body: Change) => Promise<unknown>;
  readonly revoke: () => Promise<unknown>;
  readonly delete: () => Promise<unknown>;
};

const keyOf = (token: AnyToken) => (isPersonal(token) ? 'user_token' : 'service-account-tokens');

/** One token as it is now. */
export const tokenQuery = (token: AnyToken) =>
  queryOptions({
    queryKey: [keyOf(token), 'one', token.id],
    queryFn: ({ signal }) => callsOf(token).get(signal),
  });

/** Has everything that shows a token, or counts its owner's, asked again. */
export async function refreshTokens(token: AnyToken): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: [keyOf(token)] });
  if (!isPersonal(token)) await queryClient.invalidateQueries({ queryKey: ['service-accounts'] });
}

/** What may be asked of the API about one token, by whose it is. */
export function callsOf(token: AnyToken): Calls {
  const params = { id: token.id };
  return isPersonal(token)
    ? {
        get: (signal) => api.getUserToken({ params, signal }),
        update: (body) => api.updateUserToken({ params, body }),
        revoke: () => api.revokeUserToken({ params }),
        delete: () => api.deleteUserToken({ params }),
      }
    : {
        get: (signal) => api.getServiceAccountToken({ params, signal }),
        update: (body) => api.updateServiceAccountToken({ params, body }),
        revoke: () => api.revokeServiceAccountToken({ params }),
        delete: () => api.deleteServiceAccountToken({ params }),
      };
}

import type { SentTo } from '@keywright/sdk';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';
import { queryClient } from '../query-client.ts';
import { type AnyCreatedToken, type AnyToken, isPersonal } from './any-token.ts';

type Change = NonNullable<SentTo<'updateUserToken'>['body']>;
type Life = NonNullable<SentTo<'renewUserToken'>['body']>;
type Rotation = NonNullable<SentTo<'rotateUserToken'>['body']>;
type Calls = {
  readonly get: (signal: AbortSignal) => Promise<AnyToken>;
  readonly update: (body: Change) => Promise<unknown>;
  readonly renew: (body: Life) => Promise<AnyCreatedToken>;
  readonly regenerate: (body: Life) => Promise<AnyCreatedToken>;
  /** Sent again with the same key within a minute, the answer is the same. */
  readonly rotate: (body: Rotation, idempotencyKey: string) => Promise<AnyCreatedToken>;
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

/** The same, asked once to say what would stop working: asked again after the deletion itself, it would find nothing. */
export const tokenBeforeItsEndQuery = (token: AnyToken) =>
  queryOptions({
    ...tokenQuery(token),
    queryKey: ['loss', token.id],
    staleTime: 0,
    gcTime: 0,
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
        renew: (body) => api.renewUserToken({ params, body }),
        regenerate: (body) => api.regenerateUserToken({ params, body }),
        rotate: (body, idempotencyKey) => api.rotateUserToken({ params, body, idempotencyKey }),
        revoke: () => api.revokeUserToken({ params }),
        delete: () => api.deleteUserToken({ params }),
      }
    : {
        get: (signal) => api.getServiceAccountToken({ params, signal }),
        update: (body) => api.updateServiceAccountToken({ params, body }),
        renew: (body) => api.renewServiceAccountToken({ params, body }),
        regenerate: (body) => api.regenerateServiceAccountToken({ params, body }),
        rotate: (body, idempotencyKey) =>
          api.rotateServiceAccountToken({ params, body, idempotencyKey }),
        revoke: () => api.revokeServiceAccountToken({ params }),
        delete: () => api.deleteServiceAccountToken({ params }),
      };
}

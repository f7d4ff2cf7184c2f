import type { SentTo } from '@keywright/sdk';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';
import { type AnyToken, isPersonal } from '../tokens/any-token.ts';

type TokenScopeFilters = NonNullable<SentTo<'listUserTokenScopes'>['query']>;

/** The scopes of a token. Their key begins with the word of their token, with which they change. */
export const tokenScopesQuery = (token: AnyToken, filters: TokenScopeFilters) =>
  queryOptions({
    queryKey: [
      isPersonal(token) ? 'user_token' : 'service-account-tokens',
      'scopes',
      token.id,
      filters,
    ],
    queryFn: ({ signal }) => {
      const sent = { params: { id: token.id }, query: filters, signal };
      return isPersonal(token)
        ? api.listUserTokenScopes(sent)
        : api.listServiceAccountTokenScopes(sent);
    },
    placeholderData: keepPreviousData,
  });

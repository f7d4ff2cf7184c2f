import type { SentTo } from '@keywright/sdk';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';
import { lastUseMs } from './last-use.ts';

export type UserTokenFilters = NonNullable<SentTo<'listUserTokens'>['query']>;

export const userTokensQuery = (filters: UserTokenFilters) =>
  queryOptions({
    queryKey: ['user_token', 'list', filters],
    queryFn: ({ signal }) => api.listUserTokens({ query: filters, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: lastUseMs,
  });

export const userTokenQuery = (id: string) =>
  queryOptions({
    queryKey: ['user_token', 'one', id],
    queryFn: ({ signal }) => api.getUserToken({ params: { id }, signal }),
  });

import type { SentTo } from '@keywright/sdk';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';
import { lastUseMs } from './last-use.ts';

export type ServiceAccountTokenFilters = SentTo<'listServiceAccountTokens'>['query'];

export const serviceAccountTokensQuery = (filters: ServiceAccountTokenFilters) =>
  queryOptions({
    queryKey: ['service-account-tokens', 'list', filters],
    queryFn: ({ signal }) => api.listServiceAccountTokens({ query: filters, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: lastUseMs,
  });

export const serviceAccountTokenQuery = (id: string) =>
  queryOptions({
    queryKey: ['service-account-tokens', 'one', id],
    queryFn: ({ signal }) => api.getServiceAccountToken({ params: { id }, signal }),
  });

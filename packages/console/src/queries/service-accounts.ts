import type { SentTo } from '@keywright/sdk';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';
import { lastUseMs } from './last-use.ts';

export type ServiceAccountFilters = NonNullable<SentTo<'listServiceAccounts'>['query']>;

export const serviceAccountsQuery = (filters: ServiceAccountFilters) =>
  queryOptions({
    queryKey: ['service-accounts', 'list', filters],
    queryFn: ({ signal }) => api.listServiceAccounts({ query: filters, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: lastUseMs,
  });

export const serviceAccountQuery = (id: string) =>
  queryOptions({
    queryKey: ['service-accounts', 'one', id],
    queryFn: ({ signal }) => api.getServiceAccount({ params: { id }, signal }),
    refetchInterval: lastUseMs,
  });

/** What would stop working if the account were deleted; asked anew each time, and not again once it is gone. */
export const serviceAccountLossQuery = (id: string) =>
  queryOptions({
    queryKey: ['loss', id],
    queryFn: ({ signal }) =>
      api.deleteServiceAccount({ params: { id }, query: { dry_run: true }, signal }),
    staleTime: 0,
    gcTime: 0,
  });

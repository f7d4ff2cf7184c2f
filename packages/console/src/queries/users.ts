import type { SentTo } from '@keywright/sdk';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';

export type UserFilters = NonNullable<SentTo<'listUsers'>['query']>;

export const usersQuery = (filters: UserFilters) =>
  queryOptions({
    queryKey: ['user', 'list', filters],
    queryFn: ({ signal }) => api.listUsers({ query: filters, signal }),
    placeholderData: keepPreviousData,
  });

export const userQuery = (id: string) =>
  queryOptions({
    queryKey: ['user', 'one', id],
    queryFn: ({ signal }) => api.getUser({ params: { id }, signal }),
  });

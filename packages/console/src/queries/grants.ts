import type { SentTo } from '@keywright/sdk';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';

export type GrantFilters = NonNullable<SentTo<'listGrants'>['query']>;
export type PrincipalFilters = NonNullable<SentTo<'listPrincipals'>['query']>;
export type MemberFilters = NonNullable<SentTo<'listMembers'>['query']>;

export const grantsQuery = (filters: GrantFilters) =>
  queryOptions({
    queryKey: ['grants', 'list', filters],
    queryFn: ({ signal }) => api.listGrants({ query: filters, signal }),
    placeholderData: keepPreviousData,
  });

export const membersQuery = (filters: MemberFilters) =>
  queryOptions({
    queryKey: ['members', 'list', filters],
    queryFn: ({ signal }) => api.listMembers({ query: filters, signal }),
    placeholderData: keepPreviousData,
  });

export const principalsQuery = (filters: PrincipalFilters) =>
  queryOptions({
    queryKey: ['principals', 'list', filters],
    queryFn: ({ signal }) => api.listPrincipals({ query: filters, signal }),
    placeholderData: keepPreviousData,
  });

import type { SentTo } from '@keywright/sdk';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';

export type OrganizationFilters = NonNullable<SentTo<'listOrganizations'>['query']>;

export const organizationsQuery = (filters: OrganizationFilters) =>
  queryOptions({
    queryKey: ['organizations', 'list', filters],
    queryFn: ({ signal }) => api.listOrganizations({ query: filters, signal }),
    placeholderData: keepPreviousData,
  });

export const organizationQuery = (id: string) =>
  queryOptions({
    queryKey: ['organizations', 'one', id],
    queryFn: ({ signal }) => api.getOrganization({ params: { id }, signal }),
  });

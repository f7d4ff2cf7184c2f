import type { SentTo } from '@keywright/sdk';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';

export type EntityFilters = NonNullable<SentTo<'listEntities'>['query']>;

export const entitiesQuery = (filters: EntityFilters) =>
  queryOptions({
    queryKey: ['entities', 'list', filters],
    queryFn: ({ signal }) => api.listEntities({ query: filters, signal }),
    placeholderData: keepPreviousData,
  });

export const entityQuery = (id: string) =>
  queryOptions({
    queryKey: ['entities', 'one', id],
    queryFn: ({ signal }) => api.getEntity({ params: { id }, signal }),
  });

/** With whom an entity is shared. */
export const sharesQuery = (id: string, page: number) =>
  queryOptions({
    queryKey: ['entities', 'shares', id, page],
    queryFn: ({ signal }) =>
      api.listShares({ params: { id }, query: { page, per_page: 25 }, signal }),
    placeholderData: keepPreviousData,
  });

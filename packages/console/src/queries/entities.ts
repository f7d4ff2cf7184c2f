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

/** What would go with it; asked anew each time, and not again once it is gone. */
export const entityLossQuery = (id: string) =>
  queryOptions({
    queryKey: ['loss', id],
    queryFn: async ({ signal }) => {
      const loss = await api.deleteEntity({ params: { id }, query: { dry_run: true }, signal });
      if (!loss) throw new Error('The server deleted what it was asked to try.');
      return loss;
    },
    staleTime: 0,
    gcTime: 0,
  });
export type EntityLoss = NonNullable<Awaited<ReturnType<typeof api.deleteEntity>>>;

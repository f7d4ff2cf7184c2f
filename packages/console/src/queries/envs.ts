import type { SentTo } from '@keywright/sdk';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';

export type EnvFilters = NonNullable<SentTo<'listEnvs'>['query']>;

export const envsQuery = (filters: EnvFilters) =>
  queryOptions({
    queryKey: ['envs', 'list', filters],
    queryFn: ({ signal }) => api.listEnvs({ query: filters, signal }),
    placeholderData: keepPreviousData,
  });

export const envQuery = (id: string) =>
  queryOptions({
    queryKey: ['envs', 'one', id],
    queryFn: ({ signal }) => api.getEnv({ params: { id }, signal }),
  });

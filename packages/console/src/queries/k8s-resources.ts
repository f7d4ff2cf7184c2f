import type { SentTo } from '@keywright/sdk';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';

export type K8sResourceFilters = NonNullable<SentTo<'listK8sResources'>['query']>;

export const k8sResourcesQuery = (filters: K8sResourceFilters) =>
  queryOptions({
    queryKey: ['k8s-resources', 'list', filters],
    queryFn: ({ signal }) => api.listK8sResources({ query: filters, signal }),
    placeholderData: keepPreviousData,
  });

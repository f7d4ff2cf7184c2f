import type { SentTo } from '@keywright/sdk';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';

export type K8sClusterFilters = NonNullable<SentTo<'listK8sClusters'>['query']>;

/** How often a runner's silence is looked for: that nothing was heard is no change anybody is told of. */
const silenceMs = 30_000;

export const k8sClustersQuery = (filters: K8sClusterFilters) =>
  queryOptions({
    queryKey: ['k8s-clusters', 'list', filters],
    queryFn: ({ signal }) => api.listK8sClusters({ query: filters, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: silenceMs,
  });

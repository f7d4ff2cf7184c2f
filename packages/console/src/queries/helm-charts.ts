import type { SentTo } from '@keywright/sdk';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';

export type HelmChartFilters = NonNullable<SentTo<'listHelmCharts'>['query']>;

export const helmChartsQuery = (filters: HelmChartFilters) =>
  queryOptions({
    queryKey: ['helm-charts', 'list', filters],
    queryFn: ({ signal }) => api.listHelmCharts({ query: filters, signal }),
    placeholderData: keepPreviousData,
  });

export const helmChartQuery = (id: string) =>
  queryOptions({
    queryKey: ['helm-charts', 'one', id],
    queryFn: ({ signal }) => api.getHelmChart({ params: { id }, signal }),
  });

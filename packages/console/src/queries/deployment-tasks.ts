import type { SentTo } from '@keywright/sdk';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';

export type DeploymentTaskFilters = NonNullable<SentTo<'listDeploymentTasks'>['query']>;

export const deploymentTasksQuery = (filters: DeploymentTaskFilters) =>
  queryOptions({
    queryKey: ['deployment-tasks', 'list', filters],
    queryFn: ({ signal }) => api.listDeploymentTasks({ query: filters, signal }),
    placeholderData: keepPreviousData,
  });

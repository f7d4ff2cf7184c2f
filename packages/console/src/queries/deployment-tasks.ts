import type { SentTo, TaskStatus } from '@keywright/sdk';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';

export type DeploymentTaskFilters = NonNullable<SentTo<'listDeploymentTasks'>['query']>;

export const deploymentTasksQuery = (filters: DeploymentTaskFilters) =>
  queryOptions({
    queryKey: ['deployment-tasks', 'list', filters],
    queryFn: ({ signal }) => api.listDeploymentTasks({ query: filters, signal }),
    placeholderData: keepPreviousData,
  });

export const deploymentTaskQuery = (id: string) =>
  queryOptions({
    queryKey: ['deployment-tasks', 'one', id],
    queryFn: ({ signal }) => api.getDeploymentTask({ params: { id }, signal }),
  });

/**
 * What a task printed. A word of its own: output comes without an event, so it is asked for by the clock while the task
 * runs and once more when it ended, rather than whenever any task changes.
 */
export const taskOutputQuery = (id: string, status: TaskStatus) =>
  queryOptions({
    queryKey: ['task-output', id, status],
    queryFn: ({ signal }) => api.getDeploymentTaskOutput({ params: { id }, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: status === 'Started' && 1_500,
  });

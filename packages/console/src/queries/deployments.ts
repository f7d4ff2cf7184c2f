import type { DeploymentLoss, SentTo } from '@keywright/sdk';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';

export type DeploymentFilters = NonNullable<SentTo<'listDeployments'>['query']>;

export const deploymentsQuery = (filters: DeploymentFilters) =>
  queryOptions({
    queryKey: ['deployments', 'list', filters],
    queryFn: ({ signal }) => api.listDeployments({ query: filters, signal }),
    placeholderData: keepPreviousData,
  });

export const deploymentQuery = (id: string) =>
  queryOptions({
    queryKey: ['deployments', 'one', id],
    queryFn: ({ signal }) => api.getDeployment({ params: { id }, signal }),
  });

/** What can be invoked on it, and whether the reader can now. */
export const deploymentActionsQuery = (id: string) =>
  queryOptions({
    queryKey: ['deployments', 'actions', id],
    queryFn: ({ signal }) => api.listDeploymentActions({ params: { id }, signal }),
  });

/** What would go with it; asked anew each time, and not again once it is gone. */
export const deploymentLossQuery = (id: string) =>
  queryOptions({
    queryKey: ['loss', id],
    queryFn: async ({ signal }): Promise<DeploymentLoss> => {
      const loss = await api.deleteDeployment({ params: { id }, query: { dry_run: true }, signal });
      if (!loss) throw new Error('The server deleted what it was asked to try.');
      return loss;
    },
    staleTime: 0,
    gcTime: 0,
  });

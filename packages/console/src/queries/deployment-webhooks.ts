import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';

export const deploymentWebhooksQuery = (deploymentId: string, page: number) =>
  queryOptions({
    queryKey: ['deployment-webhooks', 'list', deploymentId, page],
    queryFn: ({ signal }) =>
      api.listDeploymentWebhooks({
        params: { id: deploymentId },
        query: { page, per_page: 25 },
        signal,
      }),
    placeholderData: keepPreviousData,
  });

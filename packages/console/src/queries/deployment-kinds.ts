import type { SentTo } from '@keywright/sdk';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';

export type DeploymentKindFilters = NonNullable<SentTo<'listDeploymentKinds'>['query']>;

export const deploymentKindsQuery = (filters: DeploymentKindFilters) =>
  queryOptions({
    queryKey: ['deployment-kinds', 'list', filters],
    queryFn: ({ signal }) => api.listDeploymentKinds({ query: filters, signal }),
    placeholderData: keepPreviousData,
  });

export const deploymentKindQuery = (id: string) =>
  queryOptions({
    queryKey: ['deployment-kinds', 'one', id],
    queryFn: ({ signal }) => api.getDeploymentKind({ params: { id }, signal }),
  });

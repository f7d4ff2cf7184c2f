import type { SentTo } from '@keywright/sdk';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';

export type ProjectFilters = NonNullable<SentTo<'listProjects'>['query']>;

export const projectsQuery = (filters: ProjectFilters) =>
  queryOptions({
    queryKey: ['projects', 'list', filters],
    queryFn: ({ signal }) => api.listProjects({ query: filters, signal }),
    placeholderData: keepPreviousData,
  });

export const projectQuery = (id: string) =>
  queryOptions({
    queryKey: ['projects', 'one', id],
    queryFn: ({ signal }) => api.getProject({ params: { id }, signal }),
  });

import type { SentTo } from '@keywright/sdk';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';
import { lastUseMs } from './last-use.ts';

export type SessionFilters = NonNullable<SentTo<'listSessions'>['query']>;

export const sessionsQuery = (filters: SessionFilters) =>
  queryOptions({
    queryKey: ['session', 'list', filters],
    queryFn: ({ signal }) => api.listSessions({ query: filters, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: lastUseMs,
  });

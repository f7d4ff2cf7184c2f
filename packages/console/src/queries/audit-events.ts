import type { SentTo } from '@keywright/sdk';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';

export type AuditEventFilters = NonNullable<SentTo<'listAuditEvents'>['query']>;

export const auditEventsQuery = (filters: AuditEventFilters) =>
  queryOptions({
    queryKey: ['audit_event', 'list', filters],
    queryFn: ({ signal }) => api.listAuditEvents({ query: filters, signal }),
    placeholderData: keepPreviousData,
  });

import { queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';

/** The servers as they are now: leases last for seconds, so it is looked again every two. */
export const serversQuery = queryOptions({
  queryKey: ['servers'],
  queryFn: ({ signal }) => api.listServers({ signal }),
  refetchInterval: 2000,
});

import { queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';

/** What runs here, and where it takes MQTT. It changes with a restart alone. */
export const serverInfoQuery = queryOptions({
  queryKey: ['server-info'],
  queryFn: ({ signal }) => api.serverInfo({ signal }),
  staleTime: Number.POSITIVE_INFINITY,
});

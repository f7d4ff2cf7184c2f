import { queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';

/** Every permission there is, by entity type: the built-in ones, and those that this site registered. */
export const entityTypesQuery = queryOptions({
  queryKey: ['entity-types'],
  queryFn: ({ signal }) => api.listEntityTypes({ signal }),
  // They change seldom, and live updates tell when they do.
  staleTime: 60_000,
});

import { queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';

/** Every permission there is, by entity type: the built-in ones, and those that this site registered. */
export const entityTypesQuery = queryOptions({
  queryKey: ['entity-types'],
  queryFn: ({ signal }) => api.listEntityTypes({ signal }),
  // They change seldom, and live updates tell when they do.
  staleTime: 60_000,
});

/** What is of a registered type, or names it; asked anew each time, and not again once it is gone. */
export const typeUseQuery = (id: string) =>
  queryOptions({
    queryKey: ['entity_type_use', id],
    queryFn: async ({ signal }) => {
      const use = await api.deleteEntityType({ params: { id }, query: { dry_run: true }, signal });
      if (!use) throw new Error('The server deleted what it was asked to try.');
      return use;
    },
    staleTime: 0,
    gcTime: 0,
  });

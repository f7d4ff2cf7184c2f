import type { RoleEffect, SentTo } from '@keywright/sdk';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';

export type RoleFilters = NonNullable<SentTo<'listRoles'>['query']>;

export const rolesQuery = (filters: RoleFilters) =>
  queryOptions({
    queryKey: ['roles', 'list', filters],
    queryFn: ({ signal }) => api.listRoles({ query: filters, signal }),
    placeholderData: keepPreviousData,
  });

/** Who would gain and lose what if a role were deleted and another took its place. */
export const roleDeletionQuery = (id: string, replacementId: string | undefined) =>
  queryOptions({
    // Not among the roles: asked again after the deletion itself, it would find nothing.
    queryKey: ['role_deletion', id, replacementId],
    queryFn: async ({ signal }): Promise<RoleEffect> => {
      const query = { dry_run: true, replacement_id: replacementId };
      const effect = await api.deleteRole({ params: { id }, query, signal });
      if (!effect) throw new Error('The server deleted what it was asked to try.');
      return effect;
    },
  });

import { useQueryClient } from '@tanstack/react-query';
import { organizationQuery } from '../queries/organizations.ts';
import { useProfile } from '../queries/profile.ts';
import { projectQuery } from '../queries/projects.ts';

/**
 * Whether a link to what stands above leads anywhere: who may see an env need not see its project. Known without
 * asking where the server has shown it before, and for site administrators, who see all.
 */
export function useReachable(): (type: 'organization' | 'project', id: string) => boolean {
  const queries = useQueryClient();
  const { user } = useProfile();
  const queryOf = { organization: organizationQuery, project: projectQuery };
  return (type, id) =>
    user.is_admin || queries.getQueryData(queryOf[type](id).queryKey) !== undefined;
}

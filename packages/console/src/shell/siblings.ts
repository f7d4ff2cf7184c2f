import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';
import type { Node } from './node-at.ts';

const keys = { organization: 'organizations', project: 'projects', env: 'envs' } as const;

export interface Sibling {
  readonly id: string;
  readonly name: string;
}

/** The first twenty of a level by name: all organizations, the projects of one, or the envs of a project. */
export const siblingsQuery = (
  type: Node['type'],
  within: string | undefined,
  name: string | undefined,
) =>
  queryOptions({
    queryKey: [keys[type], 'switch', within, name],
    queryFn: async ({ signal }): Promise<readonly Sibling[]> => {
      const query = { name, per_page: 20 };
      switch (type) {
        case 'organization':
          return (await api.listOrganizations({ query, signal })).items;
        case 'project':
          return (await api.listProjects({ query: { ...query, organization_id: within }, signal }))
            .items;
        case 'env':
          return (await api.listEnvs({ query: { ...query, project_id: within }, signal })).items;
      }
    },
    placeholderData: keepPreviousData,
  });

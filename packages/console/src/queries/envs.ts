import type { Deployment, Env, SentTo } from '@keywright/sdk';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';

export type EnvFilters = NonNullable<SentTo<'listEnvs'>['query']>;

export const envsQuery = (filters: EnvFilters) =>
  queryOptions({
    queryKey: ['envs', 'list', filters],
    queryFn: ({ signal }) => api.listEnvs({ query: filters, signal }),
    placeholderData: keepPreviousData,
  });

/**
 * The env of a deployment, or null where the reader may see the one and not the other: such an env is left out of a list,
 * and would be an error by its id.
 */
export const envOfQuery = ({ env, project }: Pick<Deployment, 'env' | 'project'>) =>
  queryOptions({
    queryKey: ['envs', 'of', env.id],
    queryFn: async ({ signal }): Promise<Env | null> => {
      const query = { project_id: project.id, name: env.name, per_page: 200 };
      const { items } = await api.listEnvs({ query, signal });
      return items.find(({ id }) => id === env.id) ?? null;
    },
  });

export const envQuery = (id: string) =>
  queryOptions({
    queryKey: ['envs', 'one', id],
    queryFn: ({ signal }) => api.getEnv({ params: { id }, signal }),
  });

import type { ClusterRow } from './queries.ts';

type Named = Pick<ClusterRow, 'id' | 'name' | 'env_id' | 'env_name'>;

/** How the record names a cluster. */
export function clusterAudited({ id, name }: Pick<Named, 'id' | 'name'>) {
  return { kind: 'k8s_cluster', id, name } as const;
}

/** Where it was then. */
export function inEnv({ env_id, env_name }: Pick<Named, 'env_id' | 'env_name'>) {
  return { parent_id: env_id, parent_name: env_name };
}

import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { ClusterList } from '../clusters/cluster-list.tsx';
import { envQuery } from '../queries/envs.ts';

const route = getRouteApi('/signed-in/envs/$id/settings/clusters');

/** The clusters of an env. The frame around it has it loaded. */
export function EnvClusters() {
  const { id } = route.useParams();
  const { data: env } = useQuery(envQuery(id));
  return env ? <ClusterList key={id} env={env} /> : null;
}

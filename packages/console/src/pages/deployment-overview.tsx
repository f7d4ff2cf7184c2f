import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Overview } from '../deployments/overview/overview.tsx';
import { deploymentQuery } from '../queries/deployments.ts';

const route = getRouteApi('/signed-in/envs/$id/deployments/$kind/$deploymentId/');

/** How a deployment is, what runs, and what may be done to it now. */
export function DeploymentOverview() {
  const { deploymentId } = route.useParams();
  const { data } = useQuery(deploymentQuery(deploymentId));
  return data ? <Overview key={deploymentId} deployment={data} /> : null;
}

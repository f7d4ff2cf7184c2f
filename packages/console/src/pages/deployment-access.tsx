import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { DeploymentAccess } from '../deployments/deployment-access.tsx';
import { deploymentQuery } from '../queries/deployments.ts';

const route = getRouteApi('/signed-in/envs/$id/deployments/$kind/$deploymentId/access');

/** Who may do what to a deployment, and what it may do itself. */
export function DeploymentAccessPage() {
  const { deploymentId } = route.useParams();
  const { data } = useQuery(deploymentQuery(deploymentId));
  return data ? <DeploymentAccess key={deploymentId} deployment={data} /> : null;
}

import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Navigate } from '@tanstack/react-router';
import { addressOf } from '../deployments/deployment-link.tsx';
import { deploymentQuery } from '../queries/deployments.ts';
import { OneResource } from '../tree/one-resource.tsx';

const route = getRouteApi('/signed-in/deployments/$id');

/** The short address of a deployment, for what knows its id alone. It leads on to the page. */
export function AnyDeploymentPage() {
  const { id } = route.useParams();
  const deployment = useQuery(deploymentQuery(id));
  return (
    <OneResource query={deployment} what="Deployment" trail={[{ label: 'Envs', to: '/envs' }]}>
      {(row) => <Navigate {...addressOf(row)} replace />}
    </OneResource>
  );
}

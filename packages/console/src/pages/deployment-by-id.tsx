import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Navigate } from '@tanstack/react-router';
import { ErrorPanel } from '../parts/error-panel.tsx';
import { ListSkeleton } from '../parts/list-skeleton.tsx';
import { PageHeader } from '../parts/page-header.tsx';
import { deploymentQuery } from '../queries/deployments.ts';

const route = getRouteApi('/signed-in/deployments/$id');

/** Leads to a deployment whose env and kind are not known where the link stands. */
export function DeploymentById() {
  const { id } = route.useParams();
  const { data, error, refetch } = useQuery(deploymentQuery(id));
  if (data) {
    const params = { id: data.env_id, kind: data.kind.name, deploymentId: id };
    return (
      <Navigate
        to={'/envs/$id/deployments/$kind/$deploymentId' as never}
        params={params as never}
        replace
      />
    );
  }
  return (
    <>
      <PageHeader title="Deployment" />
      {error ? <ErrorPanel error={error} onRetry={() => void refetch()} /> : <ListSkeleton />}
    </>
  );
}

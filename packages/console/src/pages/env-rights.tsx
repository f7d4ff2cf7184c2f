import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { DeploymentPermissions } from '../grants/deployment-permissions.tsx';
import { EnvUserRoles } from '../grants/env-user-roles.tsx';
import { envQuery } from '../queries/envs.ts';

const env = getRouteApi('/signed-in/envs/$id/settings');

/** Who is Admin and User of the env. */
export function EnvUserRolesPart() {
  const { id } = env.useParams();
  const { data } = useQuery(envQuery(id));
  return data ? <EnvUserRoles key={id} env={data} /> : null;
}

/** Who is Owner and Maintainer of which deployment kind in the env. */
export function DeploymentPermissionsPart() {
  const { id } = env.useParams();
  const { data } = useQuery(envQuery(id));
  return data ? <DeploymentPermissions key={id} env={data} /> : null;
}

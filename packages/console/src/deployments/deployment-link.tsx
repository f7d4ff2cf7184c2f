import type { Deployment } from '@keywright/sdk';
import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';

type Placed = Pick<Deployment, 'id' | 'env_id' | 'kind_id'>;

/** Where a deployment's page is: Platz's address, `/envs/<env>/deployments/<kind>/<id>`. */
export const addressOf = ({ id, env_id, kind_id }: Placed) => ({
  to: '/envs/$id/deployments/$kind/$deploymentId' as const,
  params: { id: env_id, kind: kind_id, deploymentId: id },
});

export function DeploymentLink({ deployment }: { readonly deployment: Deployment }) {
  const address = addressOf(deployment);
  return (
    <Anchor size="sm" fw={600} renderRoot={(props) => <Link {...address} {...props} />}>
      {deployment.name}
    </Anchor>
  );
}

import type { DeploymentKind, Env } from '@keywright/sdk';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { DeploymentList } from '../deployments/deployment-list.tsx';
import { NewDeployment, NewDeploymentButton } from '../deployments/new-deployment-button.tsx';
import { PageHeader, type Step } from '../parts/page-header.tsx';
import { deploymentKindQuery } from '../queries/deployment-kinds.ts';
import { envQuery } from '../queries/envs.ts';
import { OneResource } from '../tree/one-resource.tsx';
import { stepTo, useTrail } from '../tree/trail.ts';

const route = getRouteApi('/signed-in/envs/$id/deployments');
const kindRoute = getRouteApi('/signed-in/envs/$id/deployments/$kind');

/** All deployments of an env. */
export function DeploymentsPage() {
  const { id } = route.useParams();
  const env = useQuery(envQuery(id));
  const trail = useTrail(env.data);
  return (
    <OneResource query={env} what="Deployments" trail={trail}>
      {(row) => <Deployments key={id} env={row} trail={[...trail, stepTo('env', row)]} />}
    </OneResource>
  );
}

/** Those of one kind. */
export function DeploymentsOfKindPage() {
  const { id, kind } = kindRoute.useParams();
  const env = useQuery(envQuery(id));
  const one = useQuery(deploymentKindQuery(kind));
  const trail = useTrail(env.data);
  return (
    <OneResource query={env} what="Deployments" trail={trail}>
      {(row) => {
        const above = [...trail, stepTo('env', row), stepToDeployments(row)];
        return (
          <OneResource query={one} what="Deployments" trail={above}>
            {(kindRow) => <Deployments key={id} env={row} kind={kindRow} trail={above} />}
          </OneResource>
        );
      }}
    </OneResource>
  );
}

const stepToDeployments = ({ id }: Env): Step => ({
  label: 'Deployments',
  to: '/envs/$id/deployments',
  params: { id },
});

interface Props {
  readonly env: Env;
  readonly kind?: DeploymentKind;
  readonly trail: readonly Step[];
}

function Deployments({ env, kind, trail }: Props) {
  const [creating, setCreating] = useState(false);
  return (
    <>
      <PageHeader
        title={kind ? kind.name : 'Deployments'}
        part={kind && 'Deployments'}
        trail={trail}
        about={
          kind
            ? `Deployments of kind ${kind.name} in ${env.name}.`
            : `What runs in ${env.name}, of every kind, as far as you may see it.`
        }
        action={
          env.abilities.includes('create_deployment') && (
            <NewDeploymentButton onCreate={() => setCreating(true)} />
          )
        }
      />
      <DeploymentList env={env} kind={kind} />
      {creating && <NewDeployment env={env} kind={kind} onClose={() => setCreating(false)} />}
    </>
  );
}

import type { Deployment } from '@keywright/sdk';
import { Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Navigate, Outlet, useRouterState } from '@tanstack/react-router';
import { useState } from 'react';
import { type DeploymentAct, deploymentActs } from '../deployments/deployment-acts.ts';
import { DeploymentDialog } from '../deployments/deployment-dialog.tsx';
import { addressOf } from '../deployments/deployment-link.tsx';
import { StatusWords } from '../deployments/status-words.tsx';
import { PageHeader, type Step } from '../parts/page-header.tsx';
import { type PageTab, PageTabs } from '../parts/page-tabs.tsx';
import { RowMenu } from '../parts/row-menu.tsx';
import { deploymentQuery } from '../queries/deployments.ts';
import { envOfQuery } from '../queries/envs.ts';
import { OneResource } from '../tree/one-resource.tsx';
import { useTrail } from '../tree/trail.ts';

const route = getRouteApi('/signed-in/envs/$id/deployments/$kind/$deploymentId');
const base = '/envs/$id/deployments/$kind/$deploymentId';

/** The frame of a deployment's page: its name, how it is, what may be done to it, and its parts. */
export function DeploymentPage() {
  const { id, kind, deploymentId } = route.useParams();
  const deployment = useQuery(deploymentQuery(deploymentId));
  return (
    <OneResource query={deployment} what="Deployment" trail={[{ label: 'Envs', to: '/envs' }]}>
      {(row) =>
        row.env_id === id && row.kind_id === kind ? (
          <Frame key={deploymentId} deployment={row} />
        ) : (
          <Navigate {...addressOf(row)} replace />
        )
      }
    </OneResource>
  );
}

function Frame({ deployment }: { readonly deployment: Deployment }) {
  const { name, kind, cluster, chart, abilities } = deployment;
  const [act, setAct] = useState<DeploymentAct>();
  const navigate = route.useNavigate();
  const { params } = addressOf(deployment);
  const path = useRouterState({ select: (state) => state.location.pathname });
  const tabs = tabsFor(abilities);
  const open = tabs.findLast(({ to }) => path.startsWith(filled(to, params)));
  return (
    <>
      <PageHeader
        title={name}
        part={open?.label === 'Overview' ? undefined : open?.label}
        trail={useDeploymentTrail(deployment)}
        action={<RowMenu of={name} acts={deploymentActs(deployment, setAct)} isWord />}
      />
      <Group gap="sm" mt={-8} mb="md">
        <StatusWords deployment={deployment} />
        <Text size="sm" c="dimmed">
          {kind.name} {chart.image_tag} on {cluster.name}
        </Text>
      </Group>
      <PageTabs label={`Parts of ${name}`} tabs={tabs} params={params} />
      <Outlet />
      {act && (
        <DeploymentDialog
          act={act}
          deployment={deployment}
          onClose={() => setAct(undefined)}
          onGone={() =>
            void navigate({ to: '/envs/$id/deployments', params: { id: params.id }, replace: true })
          }
        />
      )}
    </>
  );
}

function tabsFor(abilities: Deployment['abilities']): readonly PageTab[] {
  return [
    { label: 'Overview', to: base },
    ...(abilities.includes('list_tasks')
      ? [{ label: 'History', to: `${base}/history` } as const]
      : []),
    { label: 'Access', to: `${base}/access` },
  ];
}

const filled = (to: string, params: Readonly<Record<string, string>>): string =>
  Object.entries(params).reduce((path, [name, value]) => path.replace(`$${name}`, value), to);

/** Without links to the env and its lists for whoever may not see the env. */
function useDeploymentTrail(deployment: Deployment): readonly Step[] {
  const { env_id, env, kind, project } = deployment;
  const { data: known } = useQuery(envOfQuery(deployment));
  const above = useTrail(known ?? undefined);
  const params = { id: env_id };
  if (!known) {
    const names = [project.name, env.name, kind.name];
    return [...above.slice(0, 1), ...names.map((label) => ({ label }))];
  }
  return [
    ...above,
    { label: env.name, to: '/envs/$id', params },
    { label: 'Deployments', to: '/envs/$id/deployments', params },
    {
      label: kind.name,
      to: '/envs/$id/deployments/$kind',
      params: { ...params, kind: kind.id },
    },
  ];
}

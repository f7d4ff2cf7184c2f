import type { DeploymentKind, Env } from '@keywright/sdk';
import { IconRocket } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { NoClusters } from '../clusters/no-clusters.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { ErrorPanel } from '../parts/error-panel.tsx';
import { ListSkeleton } from '../parts/list-skeleton.tsx';
import { k8sClustersQuery } from '../queries/k8s-clusters.ts';

interface Props {
  readonly env: Env;
  readonly kind: DeploymentKind | undefined;
}

/** What would stand here, and the next step to it: a runner first, then something that it runs. */
export function NoDeployments({ env, kind }: Props) {
  const clusters = useQuery(k8sClustersQuery({ env_id: env.id, per_page: 1 }));
  if (clusters.isPending) return <ListSkeleton rows={1} />;
  if (!clusters.data)
    return <ErrorPanel error={clusters.error} onRetry={() => void clusters.refetch()} />;
  const [cluster] = clusters.data.items;
  if (!cluster) return <NoClusters env={env} />;
  return (
    <EmptyState
      icon={IconRocket}
      title={kind ? `No deployment of kind ${kind.name} here yet` : 'No deployment here yet'}
      command={{
        label: 'The same from a shell',
        text: createLine({ kind_id: kind?.id ?? '…', cluster_id: cluster.id, helm_chart_id: '…' }),
      }}
    >
      A deployment is one thing of a kind that is kept running on a cluster of {env.name}.{' '}
      {env.abilities.includes('create_deployment')
        ? 'Press “New deployment” and choose a kind, a version of it and a cluster; the cluster’s runner installs it, and its status changes here by itself.'
        : 'Those who are Owner of a kind here, and Admins of the env, make them.'}
    </EmptyState>
  );
}

const createLine = (body: object): string =>
  [
    'curl -X POST -H "x-platz-token: $PLATZ_TOKEN" -H "content-type: application/json"',
    `-d '${JSON.stringify(body)}' ${location.origin}/api/v2/deployments`,
  ].join(' ');

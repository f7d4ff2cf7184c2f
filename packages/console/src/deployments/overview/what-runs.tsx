import type { Deployment } from '@keywright/sdk';
import { Anchor, Code, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { ClusterState } from '../../clusters/cluster-state.tsx';
import { CopyableId } from '../../parts/copyable-id.tsx';
import { Facts } from '../../parts/facts.tsx';
import { RelativeTime } from '../../parts/relative-time.tsx';
import { k8sClustersQuery } from '../../queries/k8s-clusters.ts';
import { SettingsSection } from '../../tree/settings-section.tsx';
import { LastTask } from '../last-task.tsx';

interface Props {
  readonly deployment: Deployment;
}

/** Which version of what, and where. */
export function WhatRuns({ deployment }: Props) {
  const { id, kind, chart, enabled, created_at, namespace } = deployment;
  const facts: readonly (readonly [string, ReactNode])[] = [
    [
      'Kind',
      <Anchor
        key="kind"
        size="sm"
        renderRoot={(props) => (
          <Link to="/admin/deployment-kinds/$id" params={{ id: kind.id }} {...props} />
        )}
      >
        {kind.name}
      </Anchor>,
    ],
    ['Version', chart.image_tag],
    ['Cluster', <OnCluster key="cluster" deployment={deployment} />],
    ['Namespace', <Code key="namespace">{namespace}</Code>],
    ['Last task', <LastTask key="task" deployment={deployment} />],
    ['Created', <RelativeTime key="created" at={created_at} />],
    ['Deployment id', <CopyableId key="id" id={id} label="deployment id" />],
  ];
  return (
    <SettingsSection title={enabled ? 'What runs' : 'What would run'} isWide>
      <Facts facts={facts} />
    </SettingsSection>
  );
}

/** With a word on the cluster, where the reader may see it: what is asked of a silent runner waits. */
function OnCluster({ deployment: { cluster, env_id } }: Props) {
  // From a list, which leaves out what the reader may not see: by its id it would be an error then.
  const clusters = useQuery(k8sClustersQuery({ env_id, name: cluster.name, per_page: 200 }));
  const seen = clusters.data?.items.find(({ id }) => id === cluster.id);
  return (
    <>
      <Text size="sm">{cluster.name}</Text>
      {seen && !seen.is_ok && (
        <>
          <ClusterState cluster={seen} />
          <Text size="sm" c="dimmed">
            Last seen <RelativeTime at={seen.last_seen_at} />.
          </Text>
        </>
      )}
    </>
  );
}

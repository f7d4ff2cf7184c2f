import type { Env, K8sCluster } from '@keywright/sdk';
import { Stack, Text } from '@mantine/core';
import { IconSettings, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { PrincipalLine } from '../access/principal-line.tsx';
import { CopyableId } from '../parts/copyable-id.tsx';
import { late } from '../parts/late.tsx';
import { type Column, ListTable } from '../parts/list-table.tsx';
import { Listed } from '../parts/listed.tsx';
import { RelativeTime } from '../parts/relative-time.tsx';
import { RowMenu } from '../parts/row-menu.tsx';
import { ToneWord } from '../parts/state-word.tsx';
import { useAddressFilters } from '../parts/use-address-filters.ts';
import { k8sClustersQuery } from '../queries/k8s-clusters.ts';
import { ClusterState } from './cluster-state.tsx';
import { NoClusters } from './no-clusters.tsx';

const EditCluster = late(() => import('./edit-cluster.tsx').then((file) => file.EditCluster));
const DeleteCluster = late(() => import('./delete-cluster.tsx').then((file) => file.DeleteCluster));

interface Chosen {
  readonly act: 'edit' | 'delete';
  readonly cluster: K8sCluster;
}

/** The clusters of an env: whose runner works there, whether it does, and what is set. */
export function ClusterList({ env }: { readonly env: Env }) {
  const [{ page }, change] = useAddressFilters(['page']);
  const [chosen, setChosen] = useState<Chosen>();
  const clusters = useQuery(
    k8sClustersQuery({ env_id: env.id, page: Number(page ?? 1), per_page: 25 }),
  );
  const onClose = () => setChosen(undefined);
  return (
    <Stack gap="sm">
      <Text c="dimmed" size="sm" maw="44rem">
        Where the deployments of {env.name} run. A cluster appears once a runner registers it, and
        belongs to that runner: its reports and claims alone count there.
      </Text>
      <Listed
        query={clusters}
        counted={(n) => (n === 1 ? '1 cluster' : `${n} clusters`)}
        onPage={(next) => change({ page: next > 1 ? String(next) : undefined })}
        empty={<NoClusters env={env} />}
      >
        {(rows) => (
          <ListTable
            label="Clusters"
            columns={columns(setChosen)}
            rows={rows}
            rowKey={({ id }) => id}
          />
        )}
      </Listed>
      {chosen?.act === 'edit' && <EditCluster cluster={chosen.cluster} onClose={onClose} />}
      {chosen?.act === 'delete' && <DeleteCluster cluster={chosen.cluster} onClose={onClose} />}
    </Stack>
  );
}

const columns = (choose: (chosen: Chosen) => void): readonly Column<K8sCluster>[] => [
  {
    header: 'Cluster',
    isName: true,
    cell: ({ id, name, region_name }) => (
      <Stack gap={1} miw={0} align="flex-start">
        <Text size="sm" fw={600}>
          {name}
        </Text>
        {region_name && (
          <Text size="sm" c="dimmed">
            in {region_name}
          </Text>
        )}
        <CopyableId id={id} label="cluster id" />
      </Stack>
    ),
  },
  {
    header: 'State',
    cell: (cluster) => (
      <Stack gap={4} align="flex-start">
        <ClusterState cluster={cluster} />
        {cluster.ignore && <ToneWord tone="waning">Closed to new deployments</ToneWord>}
      </Stack>
    ),
  },
  {
    header: 'Last seen',
    cell: ({ last_seen_at }) => (
      <Text size="sm">
        <RelativeTime at={last_seen_at} />
      </Text>
    ),
  },
  {
    header: 'Runner',
    cell: ({ runner }) => <PrincipalLine principal={runner} />,
  },
  {
    header: 'Actions',
    isMenu: true,
    cell: (cluster) => (
      <RowMenu
        of={cluster.name}
        acts={[
          cluster.abilities.includes('update') && {
            label: 'Settings…',
            icon: IconSettings,
            run: () => choose({ act: 'edit', cluster }),
          },
          cluster.abilities.includes('delete') && {
            label: 'Delete…',
            icon: IconTrash,
            isDangerous: true,
            run: () => choose({ act: 'delete', cluster }),
          },
        ]}
      />
    ),
  },
];

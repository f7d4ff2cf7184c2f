import type { DeploymentKind, Env, K8sCluster } from '@keywright/sdk';
import { Group, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { SearchField } from '../parts/search-field.tsx';
import { deploymentKindsQuery } from '../queries/deployment-kinds.ts';
import { k8sClustersQuery } from '../queries/k8s-clusters.ts';
import { useDeploymentSearch } from './deployment-filters.ts';
import { deploymentStatuses } from './status-words.tsx';

interface Props {
  readonly env: Env;
  readonly kind: DeploymentKind | undefined;
}

const statusOptions = [{ value: '', label: 'Any status' }, ...deploymentStatuses];
const enabledOptions = [
  { value: '', label: 'Enabled or not' },
  { value: 'true', label: 'Enabled' },
  { value: 'false', label: 'Disabled' },
];

export function DeploymentFilterBar({ env, kind }: Props) {
  const [{ name, cluster, status, enabled }, change] = useDeploymentSearch();
  const clusters = useQuery(k8sClustersQuery({ env_id: env.id, per_page: 200 }));
  const set = (changed: Parameters<typeof change>[0]) => change({ ...changed, page: undefined });
  return (
    <Group gap="sm" role="search" aria-label="Filter the deployments">
      <SearchField label="Search by name" value={name} onSearch={(text) => set({ name: text })} />
      <KindChoice env={env} kind={kind} />
      <NativeSelect
        aria-label="Cluster"
        flex="1 1 9rem"
        maw={{ sm: '12rem' }}
        data={clusterOptions(clusters.data?.items ?? [])}
        value={cluster ?? ''}
        onChange={({ currentTarget }) => set({ cluster: currentTarget.value || undefined })}
      />
      <NativeSelect
        aria-label="Status"
        flex="1 1 8rem"
        maw={{ sm: '10rem' }}
        data={statusOptions}
        value={status ?? ''}
        onChange={({ currentTarget }) => set({ status: currentTarget.value || undefined })}
      />
      <NativeSelect
        aria-label="Enabled"
        flex="1 1 8rem"
        maw={{ sm: '10rem' }}
        data={enabledOptions}
        value={enabled ?? ''}
        onChange={({ currentTarget }) => set({ enabled: currentTarget.value || undefined })}
      />
    </Group>
  );
}

const clusterOptions = (clusters: readonly K8sCluster[]) => [
  { value: '', label: 'Every cluster' },
  ...clusters.map(({ id, name }) => ({ value: id as string, label: name })),
];

/** A part of the address rather than a filter in it, as Platz has it. */
function KindChoice({ env, kind }: Props) {
  const navigate = useNavigate();
  const kinds = useQuery(deploymentKindsQuery({ per_page: 200 }));
  const listed = kinds.data?.items ?? [];
  const known = kind && !listed.some(({ id }) => id === kind.id) ? [kind, ...listed] : listed;
  const go = (id: string) => {
    const search = (now: Record<string, unknown>) => ({ ...now, page: undefined });
    void (id === ''
      ? navigate({
          to: '/envs/$id/deployments',
          params: { id: env.id },
          search: search as never,
          replace: true,
        })
      : navigate({
          to: '/envs/$id/deployments/$kind',
          params: { id: env.id, kind: id },
          search: search as never,
          replace: true,
        }));
  };
  return (
    <NativeSelect
      aria-label="Deployment kind"
      flex="1 1 9rem"
      maw={{ sm: '12rem' }}
      data={[
        { value: '', label: 'Every kind' },
        ...known.map(({ id, name }) => ({ value: id as string, label: name })),
      ]}
      value={kind?.id ?? ''}
      onChange={({ currentTarget }) => go(currentTarget.value)}
    />
  );
}

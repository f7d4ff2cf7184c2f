import type { K8sCluster } from '@keywright/sdk';
import { IconServer } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { errorMessage } from '../parts/error-words.ts';
import { LookedUpSelect, useLookUp } from '../parts/looked-up-select.tsx';
import { k8sClustersQuery } from '../queries/k8s-clusters.ts';

interface Props {
  readonly envId: string;
  /** The one that it stands on already. */
  readonly except?: string;
  readonly value: K8sCluster | undefined;
  readonly error?: string | undefined;
  readonly onChange: (cluster: K8sCluster | undefined) => void;
}

/** Chooses a cluster of an env that takes new deployments. */
export function ClusterChoice({ envId, except, value, error, onChange }: Props) {
  const [search, onSearch] = useLookUp();
  const clusters = useQuery(k8sClustersQuery({ env_id: envId, name: search, per_page: 50 }));
  const found = (clusters.data?.items ?? []).filter(({ id, ignore }) => id !== except && !ignore);
  return (
    <LookedUpSelect
      label="Cluster"
      required
      placeholder="Choose a cluster"
      error={error}
      value={value && optionOf(value)}
      onChange={(id) => onChange(found.find((one) => one.id === id))}
      found={found.map(optionOf)}
      isLooking={clusters.isFetching}
      nothing={
        clusters.error
          ? errorMessage(clusters.error)
          : 'No other cluster of this env takes deployments.'
      }
      onSearch={onSearch}
    />
  );
}

const optionOf = ({ id, name, region_name, is_ok }: K8sCluster) => ({
  value: id as string,
  label: name,
  detail: [region_name, is_ok ? 'OK' : 'not OK now'].filter(Boolean).join(', '),
  icon: IconServer,
});

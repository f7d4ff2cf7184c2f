import type { K8sCluster } from '@keywright/sdk';
import { Text } from '@mantine/core';
import { api } from '../api.ts';
import { askAgain } from '../live/ask-again.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { RelativeTime } from '../parts/relative-time.tsx';

interface Props {
  readonly cluster: K8sCluster;
  readonly onClose: () => void;
}

/** Only a cluster that nothing is deployed on goes; the server says so where something is. */
export function DeleteCluster({ cluster, onClose }: Props) {
  const { id, name, runner, last_seen_at } = cluster;
  return (
    <ConfirmDialog
      title={`Delete the cluster “${name}”?`}
      confirm="Delete cluster"
      done={`“${name}” is deleted.`}
      act={async () => {
        await api.deleteK8sCluster({ params: { id } });
        await askAgain('k8s_cluster');
      }}
      onClose={onClose}
    >
      <Text size="sm">
        Only a cluster without deployments can be deleted, and nothing can be deployed there from
        then on. Its runner, <b>{runner.name}</b>, was last heard of{' '}
        <b>
          <RelativeTime at={last_seen_at} />
        </b>
        ; if it is started again, it registers the cluster anew.
      </Text>
    </ConfirmDialog>
  );
}

import type { Deployment, K8sCluster } from '@keywright/sdk';
import { Text } from '@mantine/core';
import { useState } from 'react';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { ClusterChoice } from './cluster-choice.tsx';
import { updateDeployment } from './update-deployment.ts';

interface Props {
  readonly deployment: Deployment;
  readonly onClose: () => void;
}

/** Asks where to, and says what that stops. */
export function MoveDeployment({ deployment, onClose }: Props) {
  const { name, env_id, cluster, enabled } = deployment;
  const [to, setTo] = useState<K8sCluster>();
  return (
    <ConfirmDialog
      title={`Move “${name}” to another cluster`}
      confirm="Move deployment"
      done={`“${name}” is moved to ${to?.name}.`}
      isDangerous={enabled}
      isWaiting={to === undefined}
      act={() => updateDeployment(deployment, { cluster_id: to?.id ?? null })}
      onClose={onClose}
    >
      <ClusterChoice envId={env_id} except={cluster.id} value={to} onChange={setTo} />
      <Text size="sm">
        {enabled
          ? `It is uninstalled on ${cluster.name}, and whatever it serves there stops; then it is installed on the other cluster with the same settings.`
          : `It is disabled, so nothing runs on ${cluster.name} that would stop. Enabled again, it is installed on the other cluster.`}
      </Text>
    </ConfirmDialog>
  );
}

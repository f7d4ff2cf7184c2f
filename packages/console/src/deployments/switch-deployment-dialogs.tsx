import type { Deployment } from '@keywright/sdk';
import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { deploymentLossQuery } from '../queries/deployments.ts';
import { LossPreview } from './loss-preview.tsx';
import { TokenUse } from './token-use.tsx';
import { updateDeployment } from './update-deployment.ts';

interface Props {
  readonly deployment: Deployment;
  readonly onClose: () => void;
}

export function DisableDeployment({ deployment, onClose }: Props) {
  const { id, name, cluster } = deployment;
  const loss = useQuery(deploymentLossQuery(id));
  return (
    <ConfirmDialog
      title={`Disable “${name}”?`}
      confirm="Disable"
      done={`“${name}” is being uninstalled.`}
      isWaiting={!loss.data}
      act={() => updateDeployment(deployment, { enabled: false })}
      onClose={onClose}
    >
      <Text size="sm">
        The runner of {cluster.name} uninstalls it: whatever it serves stops. Its own tokens are
        refused at once. Its settings and History stay, and enabling it installs it again.
      </Text>
      <LossPreview query={loss}>{({ last_used }) => <TokenUse lastUsed={last_used} />}</LossPreview>
    </ConfirmDialog>
  );
}

export function EnableDeployment({ deployment, onClose }: Props) {
  const { name, cluster, chart } = deployment;
  return (
    <ConfirmDialog
      title={`Enable “${name}”?`}
      confirm="Enable"
      done={`“${name}” is being installed.`}
      isDangerous={false}
      act={() => updateDeployment(deployment, { enabled: true })}
      onClose={onClose}
    >
      <Text size="sm">
        The runner of {cluster.name} installs {chart.image_tag} with the settings that it has now.
      </Text>
    </ConfirmDialog>
  );
}

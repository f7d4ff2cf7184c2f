import type { Deployment, DeploymentLoss } from '@keywright/sdk';
import { Checkbox, List, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api.ts';
import { askAgain } from '../live/ask-again.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { deploymentLossQuery } from '../queries/deployments.ts';
import { counted } from '../tree/loss-words.ts';
import { LossPreview } from './loss-preview.tsx';
import { TokenUse } from './token-use.tsx';

interface Props {
  readonly deployment: Deployment;
  readonly onClose: () => void;
  readonly onGone: () => void;
}

/** Says what goes with a deployment before it goes, and offers the way out where its runner never comes back. */
export function DeleteDeployment({ deployment, onClose, onGone }: Props) {
  const { id, name, status, cluster } = deployment;
  const loss = useQuery(deploymentLossQuery(id));
  const [force, setForce] = useState(false);
  const isAtOnce = force || status === 'Uninstalled';
  const act = async () => {
    await api.deleteDeployment({ params: { id }, query: { force } });
    if (isAtOnce) onGone();
    await askAgain('deployment');
  };
  return (
    <ConfirmDialog
      title={`Delete the deployment “${name}”?`}
      confirm={force ? 'Forget deployment' : 'Delete deployment'}
      done={isAtOnce ? `“${name}” is deleted.` : `“${name}” is being uninstalled.`}
      nameToType={name}
      isWaiting={!loss.data}
      act={act}
      onClose={onClose}
    >
      <Text size="sm">
        {status === 'Uninstalled'
          ? 'It is uninstalled already, and forgotten at once.'
          : `The runner of ${cluster.name} uninstalls it: whatever it serves stops. Once that is done it is forgotten.`}{' '}
        It cannot be brought back.
      </Text>
      <LossPreview query={loss}>{(found) => <Lost loss={found} />}</LossPreview>
      {status !== 'Uninstalled' && (
        <Checkbox
          label="Forget it at once, without waiting for the runner"
          description="For when its cluster is gone for good. What still runs there is left to itself: a runner that comes back stops it."
          checked={force}
          onChange={({ currentTarget }) => setForce(currentTarget.checked)}
        />
      )}
    </ConfirmDialog>
  );
}

function Lost({ loss }: { readonly loss: DeploymentLoss }) {
  const { tokens, grants, webhooks, pending_tasks, last_used } = loss;
  return (
    <>
      <Text size="sm">This goes with it:</Text>
      <List size="sm">
        <List.Item>{counted(tokens, 'active token')} of its own</List.Item>
        <List.Item>{counted(grants, 'grant')} of access, on it and to it</List.Item>
        <List.Item>{counted(webhooks, 'webhook')}</List.Item>
        {pending_tasks > 0 && (
          <List.Item>
            {counted(pending_tasks, 'task')} not started yet, which are canceled
          </List.Item>
        )}
      </List>
      <TokenUse lastUsed={last_used} />
      <Text size="sm">What it did and what was done to it stays in History.</Text>
    </>
  );
}

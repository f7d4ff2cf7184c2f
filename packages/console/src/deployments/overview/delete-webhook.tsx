import type { DeploymentWebhook } from '@keywright/sdk';
import { Text } from '@mantine/core';
import { api } from '../../api.ts';
import { askAgain } from '../../live/ask-again.ts';
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx';
import { RelativeTime } from '../../parts/relative-time.tsx';

interface Props {
  readonly webhook: DeploymentWebhook;
  readonly onClose: () => void;
}

export function DeleteWebhook({ webhook, onClose }: Props) {
  const { id, name, last_delivery } = webhook;
  return (
    <ConfirmDialog
      title={`Delete the webhook “${name}”?`}
      confirm="Delete webhook"
      done={`“${name}” is deleted.`}
      act={async () => {
        await api.deleteDeploymentWebhook({ params: { id } });
        await askAgain('deployment_webhook');
      }}
      onClose={onClose}
    >
      <Text size="sm">
        Whoever calls its address hears from then on that there is nothing there, and makes no more
        tasks.
      </Text>
      <Text size="sm">
        {last_delivery ? (
          <>
            Last called{' '}
            <b>
              <RelativeTime at={last_delivery.at} />
            </b>
            .
          </>
        ) : (
          'It has never been called.'
        )}
      </Text>
    </ConfirmDialog>
  );
}

import type { Deployment } from '@keywright/sdk';
import { Anchor, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { RelativeTime } from '../parts/relative-time.tsx';
import { addressOf } from './deployment-link.tsx';

/** What was last asked of it, how far that is, and the way to its History. */
export function LastTask({ deployment }: { readonly deployment: Deployment }) {
  const { last_task, name } = deployment;
  if (!last_task) {
    return (
      <Text size="sm" c="dimmed">
        None yet
      </Text>
    );
  }
  const { params } = addressOf(deployment);
  return (
    <div>
      <Anchor
        size="sm"
        aria-label={`${last_task.operation}, ${last_task.status}: History of ${name}`}
        renderRoot={(props) => (
          <Link to="/envs/$id/deployments/$kind/$deploymentId/history" params={params} {...props} />
        )}
      >
        {last_task.operation}, {last_task.status.toLowerCase()}
      </Anchor>
      <Text size="sm" c="dimmed">
        <RelativeTime at={last_task.created_at} />
      </Text>
    </div>
  );
}

import type { Deployment } from '@keywright/sdk';
import { Anchor, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { operationNames } from '../history/task-words.ts';
import { RelativeTime } from '../parts/relative-time.tsx';
import { addressOf } from './deployment-link.tsx';

/** The list knows no more of an action than that it is one. */
const shortNames = { ...operationNames, InvokeAction: 'Action' } as const;

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
  const words = shortNames[last_task.operation];
  return (
    <div>
      <Anchor
        size="sm"
        aria-label={`${words}, ${last_task.status.toLowerCase()}: History of ${name}`}
        renderRoot={(props) => (
          <Link to="/envs/$id/deployments/$kind/$deploymentId/history" params={params} {...props} />
        )}
      >
        {words}, {last_task.status.toLowerCase()}
      </Anchor>
      <Text size="sm" c="dimmed">
        <RelativeTime at={last_task.created_at} />
      </Text>
    </div>
  );
}

import type { DeploymentTask } from '@keywright/sdk';
import { Stack, Text } from '@mantine/core';
import { ToneWord } from '../parts/state-word.tsx';
import { statusTones } from './task-words.ts';

/** How it stands with a task, and why it failed or was canceled. */
export function TaskStatusCell({ task }: { readonly task: DeploymentTask }) {
  const { status, reason, canceled_by } = task;
  return (
    <Stack gap={2} align="flex-start" miw={0}>
      <ToneWord tone={statusTones[status]}>{status}</ToneWord>
      {canceled_by && canceled_by.id !== task.actor.id && (
        <Text size="sm" c="dimmed">
          by {canceled_by.name}
        </Text>
      )}
      {reason && (
        <Text size="sm" c="dimmed" lineClamp={2} style={{ overflowWrap: 'anywhere' }}>
          {reason}
        </Text>
      )}
    </Stack>
  );
}

import type { DeploymentTask } from '@keywright/sdk';
import { Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { api } from '../api.ts';
import { askAgain } from '../live/ask-again.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { taskWords } from './task-words.ts';

interface Props {
  readonly task: DeploymentTask;
  readonly onClose: () => void;
}

/** Asks before a task that has not started is canceled, and for the reason that History will show. */
export function CancelTaskDialog({ task, onClose }: Props) {
  const [reason, setReason] = useState('');
  const words = taskWords(task);
  const cancel = async () => {
    await api.cancelDeploymentTask({
      params: { id: task.id },
      body: { reason: reason.trim() || null },
    });
    await askAgain('deployment_task');
  };
  return (
    <ConfirmDialog
      title={`Cancel “${words}”?`}
      confirm="Cancel task"
      dismiss="Keep it"
      done={`“${words}” is canceled.`}
      act={cancel}
      onClose={onClose}
    >
      <Text size="sm">
        <b>{task.deployment.name}</b> is left as it is: no runner takes this task up any more. It
        stays in History, with your name and your reason.
      </Text>
      <Textarea
        label="Reason"
        placeholder="Why it is not to be done"
        maxLength={500}
        autosize
        minRows={2}
        maxRows={6}
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
    </ConfirmDialog>
  );
}

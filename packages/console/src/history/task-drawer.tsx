import type { DeploymentTask } from '@keywright/sdk';
import { Button, Drawer, Group, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ErrorPanel } from '../parts/error-panel.tsx';
import { useFocusGivenBack } from '../parts/focus-given-back.ts';
import { ListSkeleton } from '../parts/list-skeleton.tsx';
import { deploymentTaskQuery } from '../queries/deployment-tasks.ts';
import { TaskFacts } from './task-facts.tsx';
import { TaskInputs } from './task-inputs.tsx';
import { TaskOutput } from './task-output.tsx';
import { TaskResponse } from './task-response.tsx';
import { taskWords } from './task-words.ts';

interface Props {
  readonly id: string;
  readonly onClose: () => void;
  readonly onCancel: (task: DeploymentTask) => void;
}

/** All there is to know of one task, beside the list it was opened from. */
export function TaskDrawer({ id, onClose, onCancel }: Props) {
  useFocusGivenBack();
  const { data, error, refetch } = useQuery(deploymentTaskQuery(id));
  return (
    <Drawer
      opened
      returnFocus={false}
      onClose={onClose}
      position="right"
      size="lg"
      title={data ? taskWords(data) : 'Task'}
      closeButtonProps={{ 'aria-label': 'Close' }}
      styles={{
        title: { fontWeight: 650, fontSize: 'var(--mantine-font-size-lg)', lineHeight: 1.3 },
      }}
    >
      {error && <ErrorPanel error={error} onRetry={() => void refetch()} />}
      {data ? (
        <TaskDetails task={data} onCancel={() => onCancel(data)} />
      ) : (
        !error && <ListSkeleton rows={3} />
      )}
    </Drawer>
  );
}

interface DetailsProps {
  readonly task: DeploymentTask;
  readonly onCancel: () => void;
}

function TaskDetails({ task, onCancel }: DetailsProps) {
  return (
    <Stack gap="lg">
      <TaskFacts task={task} />
      {task.abilities.includes('cancel') && (
        <Group>
          <Button variant="default" onClick={onCancel}>
            Cancel task…
          </Button>
        </Group>
      )}
      {task.response && <TaskResponse response={task.response} />}
      <TaskOutput task={task} />
      <TaskInputs task={task} />
    </Stack>
  );
}

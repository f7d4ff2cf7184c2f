import type { Deployment, K8sResource } from '@keywright/sdk';
import { Text } from '@mantine/core';
import { askForTask } from '../ask-for-task.ts';
import { TaskDialog } from './task-dialog.tsx';

interface Props {
  readonly deployment: Deployment;
  readonly part: K8sResource;
  readonly onClose: () => void;
}

export function RestartPart({ deployment, part, onClose }: Props) {
  const { id, kind, name } = part;
  return (
    <TaskDialog
      title={`Restart ${name}?`}
      confirm="Restart"
      ask={(when) =>
        askForTask(
          deployment,
          { RestartK8sResource: { resource_id: id, resource_name: name } },
          when,
        )
      }
      onClose={onClose}
    >
      {() => (
        <Text size="sm">
          The runner of {deployment.cluster.name} restarts the {kind} {name} of {deployment.name}:
          what it serves may stop for a moment.
        </Text>
      )}
    </TaskDialog>
  );
}

import type { DeploymentTask } from '@keywright/sdk';
import { IconX } from '@tabler/icons-react';
import { RowMenu } from '../parts/row-menu.tsx';
import { taskWords } from './task-words.ts';

interface Props {
  readonly task: DeploymentTask;
  readonly onCancel: () => void;
}

/** What may be done to a task; nothing once it has started. */
export function TaskMenu({ task, onCancel }: Props) {
  const acts = [
    task.abilities.includes('cancel') && {
      label: 'Cancel…',
      icon: IconX,
      isDangerous: true,
      run: onCancel,
    },
  ];
  return <RowMenu of={taskWords(task)} acts={acts} />;
}

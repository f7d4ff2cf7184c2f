import type { Deployment } from '@keywright/sdk';
import {
  IconArrowsRightLeft,
  IconPencil,
  IconPlayerPlay,
  IconPlayerStop,
  IconTrash,
} from '@tabler/icons-react';
import type { RowAct } from '../parts/row-menu.tsx';

export type DeploymentAct = 'edit' | 'move' | 'enable' | 'disable' | 'delete';

/** What the server lets the reader do to a deployment. */
export function deploymentActs(
  { abilities }: Deployment,
  choose: (act: DeploymentAct) => void,
): (RowAct | false)[] {
  const run = (act: DeploymentAct) => () => choose(act);
  return [
    abilities.includes('update') && { label: 'Edit…', icon: IconPencil, run: run('edit') },
    abilities.includes('update') && {
      label: 'Move to another cluster…',
      icon: IconArrowsRightLeft,
      run: run('move'),
    },
    abilities.includes('enable') && { label: 'Enable…', icon: IconPlayerPlay, run: run('enable') },
    abilities.includes('disable') && {
      label: 'Disable…',
      icon: IconPlayerStop,
      isDangerous: true,
      run: run('disable'),
    },
    abilities.includes('delete') && {
      label: 'Delete…',
      icon: IconTrash,
      isDangerous: true,
      run: run('delete'),
    },
  ];
}

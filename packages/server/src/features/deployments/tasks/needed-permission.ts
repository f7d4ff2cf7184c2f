import type { Permission, TaskOperationName } from '@keywright/contract';

/** What making such a task takes, and so canceling another's. */
export function neededFor(operation: TaskOperationName): Permission {
  switch (operation) {
    case 'Install':
      return 'deployment.create';
    case 'Upgrade':
    case 'Reinstall':
    case 'Recreate':
      return 'deployment.update';
    case 'Uninstall':
      return 'deployment.delete';
    case 'InvokeAction':
      return 'deployment.invoke_action';
    case 'RestartK8sResource':
      return 'deployment.restart';
    default:
      throw operation satisfies never;
  }
}

import type { TaskOperationName } from '@keywright/contract';

/** How often a task is begun before it is given up: something about it makes runners stop. */
const mostAttempts = 5;

/** What becomes of a task whose runner was not heard of any more. */
export type AfterLapse =
  | { readonly kind: 'again' }
  | { readonly kind: 'failed'; readonly reason: string };

/**
 * What brings a deployment to a state that is wanted may be done again, however far it came. What was invoked may have
 * happened, and twice may be once too often.
 */
export function afterLapse(operation: TaskOperationName, attempts: number): AfterLapse {
  switch (operation) {
    case 'Install':
    case 'Upgrade':
    case 'Reinstall':
    case 'Recreate':
    case 'Uninstall':
    case 'RestartK8sResource':
      return attempts < mostAttempts
        ? { kind: 'again' }
        : { kind: 'failed', reason: `The runner stopped ${attempts} times while this ran.` };
    case 'InvokeAction':
      return {
        kind: 'failed',
        reason: 'The runner stopped while this ran; it may or may not have happened.',
      };
    default:
      throw operation satisfies never;
  }
}

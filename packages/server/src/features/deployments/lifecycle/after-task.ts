import type {
  DeploymentStatus,
  DeploymentTaskId,
  K8sClusterId,
  TaskOperationName,
} from '@keywright/contract';
import type { Flag } from '../../../storage/schema-columns.ts';

/** A task that has just ended. */
export interface EndedTask {
  readonly id: DeploymentTaskId;
  readonly operation_name: TaskOperationName;
  readonly cluster_id: K8sClusterId;
  readonly outcome: 'Done' | 'Failed';
  /** Why it failed. */
  readonly reason: string | null;
}

/** What is wanted of its deployment now. */
export interface Wanted {
  readonly cluster_id: K8sClusterId;
  readonly is_enabled: Flag;
  readonly deleting_at: number | null;
}

/** What becomes of the deployment: nothing new, the row gets these, or `forgetDeployment` is to be called. */
export type AfterTask =
  | { readonly kind: 'unchanged' }
  | {
      readonly kind: 'changed';
      readonly status: DeploymentStatus;
      readonly reason: string | null;
      /** Left out: it stays. */
      readonly revision_id?: DeploymentTaskId | null;
    }
  | { readonly kind: 'forgotten' };

const unchanged = { kind: 'unchanged' } as const;

/**
 * What the end of a task makes of its deployment. A task decides only while what it did is still wanted: the deployment
 * may have been disabled, enabled, deleted or moved since, and then the task that was made of that is to come.
 */
export function afterTask(task: EndedTask, deployment: Wanted): AfterTask {
  const isUnwanted = deployment.is_enabled === 0 || deployment.deleting_at !== null;
  if (task.cluster_id !== deployment.cluster_id) return unchanged;
  switch (task.operation_name) {
    case 'Install':
    case 'Upgrade':
    case 'Reinstall':
    case 'Recreate':
      return isUnwanted ? unchanged : installed(task);
    case 'Uninstall':
      return isUnwanted ? uninstalled(task, deployment) : unchanged;
    case 'InvokeAction':
    case 'RestartK8sResource':
      return unchanged;
    default:
      throw task.operation_name satisfies never;
  }
}

function installed(task: EndedTask): AfterTask {
  if (task.outcome === 'Failed') return failed(task);
  return { kind: 'changed', status: 'Running', reason: null, revision_id: task.id };
}

function uninstalled(task: EndedTask, { deleting_at }: Wanted): AfterTask {
  if (task.outcome === 'Failed') return failed(task);
  if (deleting_at !== null) return { kind: 'forgotten' };
  return { kind: 'changed', status: 'Uninstalled', reason: null, revision_id: null };
}

function failed({ reason }: EndedTask): AfterTask {
  return { kind: 'changed', status: 'Error', reason };
}

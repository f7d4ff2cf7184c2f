import type {
  DeploymentTask,
  TaskActor,
  TaskOperation,
  TaskOperationName,
  TaskStatus,
} from '@keywright/sdk';
import type { Tone } from '../parts/state-word.tsx';

/** What each operation is called where it is chosen from a list. */
export const operationNames: Record<TaskOperationName, string> = {
  Install: 'Install',
  Upgrade: 'Upgrade',
  Reinstall: 'Reinstall',
  Recreate: 'Recreate',
  Uninstall: 'Uninstall',
  InvokeAction: 'Invoke an action',
  RestartK8sResource: 'Restart',
};
export const operations = Object.keys(operationNames) as TaskOperationName[];

export const statusTones: Record<TaskStatus, Tone> = {
  Pending: 'quiet',
  Started: 'special',
  Failed: 'bad',
  Canceled: 'waning',
  Done: 'good',
};
export const statuses = Object.keys(statusTones) as TaskStatus[];

/** "Upgrade to 1.1.0", "Invoke set-greeting", "Restart web". */
export function taskWords({ operation, chart }: Pick<DeploymentTask, 'operation' | 'chart'>) {
  if ('Install' in operation) return chart ? `Install ${chart.image_tag}` : 'Install';
  if ('Upgrade' in operation) return upgradeWords(operation.Upgrade, chart?.image_tag);
  if ('Reinstall' in operation) return 'Reinstall';
  if ('Recreate' in operation) return recreateWords(operation.Recreate);
  if ('Uninstall' in operation) return 'Uninstall';
  if ('InvokeAction' in operation) return `Invoke ${operation.InvokeAction.action_id}`;
  return `Restart ${operation.RestartK8sResource.resource_name}`.trim();
}

type Of<K extends TaskOperationName> = Extract<TaskOperation, Record<K, unknown>>[K];

function upgradeWords(upgrade: Of<'Upgrade'>, tag: string | undefined): string {
  // Null: the version stayed.
  if (upgrade.prev_helm_chart_id !== null) return tag ? `Upgrade to ${tag}` : 'Upgrade';
  const inputs = Object.keys(upgrade.config_delta ?? {});
  if (inputs.length === 0) return 'Upgrade with changed values';
  return `Upgrade with changed ${inputs.length < 3 ? inputs.join(' and ') : 'inputs'}`;
}

function recreateWords({ old_cluster_id, new_cluster_id, new_namespace }: Of<'Recreate'>): string {
  return old_cluster_id === new_cluster_id
    ? `Recreate as ${new_namespace}`
    : 'Recreate on another cluster';
}

/** What an actor came with: a session's name says what it is, a token's does not. */
export function credentialWords({ kind, name }: TaskActor['credential']): string {
  switch (kind) {
    case 'session':
      return name;
    case 'user_token':
    case 'service_account_token':
      return name ? `token “${name}”` : 'a token without a name';
    case 'deployment_token':
      return 'its own token';
    default:
      return kind satisfies never;
  }
}

/** Whether it is to start later than it was asked for, and that is still to come. */
export function isScheduled({ status, execute_at }: DeploymentTask, now: number): boolean {
  return status === 'Pending' && Date.parse(execute_at) > now;
}

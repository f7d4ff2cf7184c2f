import { isDeepStrictEqual } from 'node:util';
import type {
  DeploymentStatus,
  HelmChartId,
  K8sClusterId,
  TaskOperation,
} from '@keywright/contract';
import { areInputValues, type InputValues } from '../inputs/input-error.ts';

/** What of a deployment a runner has to do with. */
export interface Settings {
  readonly name: string;
  readonly namespace: string;
  readonly cluster_id: K8sClusterId;
  readonly helm_chart_id: HelmChartId;
  readonly config: unknown;
  readonly values_override: unknown;
  readonly is_enabled: boolean;
}

/** A task that a change makes, and whose runner is to do it. */
export interface FollowingTask {
  readonly operation: TaskOperation;
  readonly clusterId: K8sClusterId;
  /** Where in that cluster. */
  readonly namespace: string;
}

/** What follows from a change: the tasks in their order, and the status; undefined: it stays. */
export interface AfterChange {
  readonly status: DeploymentStatus | undefined;
  readonly tasks: readonly FollowingTask[];
}

/** `status`: the one it had before. A disabled one has nothing where it stands, so that nothing follows for it. */
export function afterChange(from: Settings, to: Settings, status: DeploymentStatus): AfterChange {
  if (!to.is_enabled) return from.is_enabled ? disabled(from) : nothing;
  if (!from.is_enabled) return enabled(from, to, status);
  const recreating = isElsewhere(from, to) ? recreated(from, to) : [];
  const upgrading = isOtherwise(from, to) ? [upgraded(from, to)] : [];
  const tasks = [...recreating, ...upgrading];
  if (tasks.length === 0) return nothing;
  return { status: recreating.length > 0 ? 'Renaming' : 'Upgrading', tasks };
}

const nothing: AfterChange = { status: undefined, tasks: [] };

/** What brings a deployment to where it stands. */
export function installed(to: Settings): FollowingTask {
  const { helm_chart_id, config, values_override } = to;
  return {
    operation: { Install: { helm_chart_id, config_inputs: config, values_override } },
    ...spotOf(to),
  };
}

/** Where it was: another deployment may stand by its new name's namespace in a cluster that it leaves. */
export function uninstalled(from: Spot): FollowingTask {
  return { operation: { Uninstall: {} }, ...spotOf(from) };
}

type Spot = Pick<Settings, 'cluster_id' | 'namespace'>;

const spotOf = ({ cluster_id, namespace }: Spot) => ({ clusterId: cluster_id, namespace });

function disabled(from: Settings): AfterChange {
  return { status: 'Uninstalling', tasks: [uninstalled(from)] };
}

/** What its uninstallation left on a cluster that it leaves is tried once more: it may have failed. */
function enabled(from: Settings, to: Settings, status: DeploymentStatus): AfterChange {
  const mayBeLeft = from.cluster_id !== to.cluster_id && status !== 'Uninstalled';
  const leaving = mayBeLeft ? [uninstalled(from)] : [];
  return { status: 'Installing', tasks: [...leaving, installed(to)] };
}

const isElsewhere = (from: Settings, to: Settings) =>
  from.name !== to.name || from.cluster_id !== to.cluster_id;

const isOtherwise = (from: Settings, to: Settings) =>
  from.helm_chart_id !== to.helm_chart_id ||
  !isDeepStrictEqual(from.config, to.config) ||
  !isDeepStrictEqual(from.values_override, to.values_override);

function recreated(from: Settings, to: Settings): FollowingTask[] {
  const isMoved = from.cluster_id !== to.cluster_id;
  const operation: TaskOperation = {
    Recreate: {
      old_cluster_id: from.cluster_id,
      old_namespace: from.namespace,
      new_cluster_id: to.cluster_id,
      new_namespace: to.namespace,
    },
  };
  return [...(isMoved ? [uninstalled(from)] : []), { operation, ...spotOf(to) }];
}

function upgraded(from: Settings, to: Settings): FollowingTask {
  const { helm_chart_id, config, values_override } = to;
  const operation: TaskOperation = {
    Upgrade: {
      helm_chart_id,
      prev_helm_chart_id: from.helm_chart_id === helm_chart_id ? null : from.helm_chart_id,
      config_inputs: config,
      config_delta: deltaOf(from.config, config),
      values_override,
    },
  };
  return { operation, ...spotOf(to) };
}

/** By the names of inputs: what they held before and hold now; null: the same, or no inputs that could be told apart. */
function deltaOf(from: unknown, to: unknown): Record<string, [unknown, unknown]> | null {
  if (!areInputValues(from) || !areInputValues(to)) return null;
  const names = [...new Set([...Object.keys(from), ...Object.keys(to)])];
  const valueIn = (values: InputValues, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? null) : null;
  const changes = names
    .map((name) => [name, [valueIn(from, name), valueIn(to, name)]] as const)
    .filter(([, [before, after]]) => !isDeepStrictEqual(before, after))
    .map(([name, [before, after]]): [string, [unknown, unknown]] => [name, [before, after]]);
  return changes.length === 0 ? null : Object.fromEntries(changes);
}

import type { TaskFilters } from './question.ts';

/** A column of a task that an index begins with. */
export type Indexed =
  | 'deployment_id'
  | 'credential_id'
  | 'acting_deployment_id'
  | 'acting_user_id'
  | 'acting_bot_id'
  | 'env_id'
  | 'cluster_id'
  | 'kind_id'
  | 'status'
  | 'operation_name'
  | 'actor_kind';

/** By what an index finds the rows; the other filters are asked of each of them. */
export type FoundBy = readonly Indexed[];

/** The filter that leaves the fewest rows, as far as that can be told without looking. */
export function narrowest(filters: TaskFilters): FoundBy {
  const { status, env_id, kind_id } = filters;
  const narrowestFirst: readonly (readonly [unknown, FoundBy])[] = [
    [filters.deployment_id, ['deployment_id']],
    [filters.credential_id, ['credential_id']],
    [filters.acting_deployment_id, ['acting_deployment_id']],
    // What is yet to end is little beside all that was.
    [status === 'Pending' || status === 'Started', ['status']],
    [filters.acting_user_id, ['acting_user_id']],
    [filters.acting_bot_id, ['acting_bot_id']],
    [env_id && kind_id, ['env_id', 'kind_id']],
    [env_id, ['env_id']],
    [filters.cluster_id, ['cluster_id']],
    [status === 'Failed' || status === 'Canceled', ['status']],
    [filters.operation, ['operation_name']],
    [kind_id, ['kind_id']],
    [filters.actor_kind, ['actor_kind']],
  ];
  return narrowestFirst.find(([given]) => given)?.[1] ?? ['status'];
}

export const actingColumn = {
  user: 'acting_user_id',
  service_account: 'acting_bot_id',
  deployment: 'acting_deployment_id',
} as const;

/** Operators and the server itself ask for no tasks. */
export function isActing(kind: TaskFilters['actor_kind']): kind is keyof typeof actingColumn {
  return kind !== undefined && kind in actingColumn;
}

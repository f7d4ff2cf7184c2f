import { type Expression, type SqlBool, sql } from 'kysely';
import type { Engine } from '../../../../storage/storage.ts';
import type { TaskFilters } from './question.ts';

/** A column of a task that an index begins with. */
type Indexed =
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

/**
 * What the filters ask of a row of `deployment_tasks as task`. SQLite knows nothing of how many rows a filter leaves:
 * a plus keeps it off the index of any but `by`.
 */
export function matching(engine: Engine, filters: TaskFilters, by: FoundBy): Expression<SqlBool>[] {
  const column = (name: string, begins: Indexed) =>
    engine === 'sqlite' && !by.includes(begins)
      ? sql`+${sql.ref(`task.${name}`)}`
      : sql.ref(`task.${name}`);
  const equals = (name: Exclude<Indexed, 'actor_kind'>, value: string | undefined) =>
    value === undefined ? [] : [sql<SqlBool>`${column(name, name)} = ${value}`];
  const { actor_kind, since, until } = filters;
  return [
    ...equals('deployment_id', filters.deployment_id),
    ...equals('credential_id', filters.credential_id),
    ...equals('acting_deployment_id', filters.acting_deployment_id),
    ...equals('acting_user_id', filters.acting_user_id),
    ...equals('acting_bot_id', filters.acting_bot_id),
    ...equals('env_id', filters.env_id),
    ...equals('cluster_id', filters.cluster_id),
    ...equals('kind_id', filters.kind_id),
    ...equals('status', filters.status),
    ...equals('operation_name', filters.operation),
    ...(isActing(actor_kind)
      ? [sql<SqlBool>`${column(actingColumn[actor_kind], 'actor_kind')} is not null`]
      : []),
    ...(since === undefined ? [] : [sql<SqlBool>`task.created_at >= ${since}`]),
    ...(until === undefined ? [] : [sql<SqlBool>`task.created_at < ${until}`]),
  ];
}

/** Operators and the server itself ask for no tasks. */
export function isActing(kind: TaskFilters['actor_kind']): kind is keyof typeof actingColumn {
  return kind !== undefined && kind in actingColumn;
}

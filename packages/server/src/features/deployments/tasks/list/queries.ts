import { type DeploymentTaskId, siteId } from '@keywright/contract';
import {
  type Expression,
  type RawBuilder,
  type SelectQueryBuilder,
  type SqlBool,
  sql,
} from 'kysely';
import type { Slice } from '../../../../request/paging.ts';
import { type Granted, holds, inReachAt } from '../../../../storage/reach.ts';
import type { Schema } from '../../../../storage/schema.ts';
import type { Db, Engine } from '../../../../storage/storage.ts';
import { actingColumn, type FoundBy, type Indexed, isActing, narrowest } from './narrowest.ts';
import type { Spot, TaskFilters, TaskQuestion } from './question.ts';

/** What a reader was granted, with the filters. */
export interface GrantedQuestion {
  readonly filters: TaskFilters;
  readonly reach: Granted;
}

type Id = { id: DeploymentTaskId };

const all = (conditions: readonly Expression<SqlBool>[]) =>
  conditions.length === 0 ? sql<SqlBool>`1 = 1` : sql<SqlBool>`${sql.join(conditions, sql` and `)}`;

/**
 * What the filters ask of a row of `deployment_tasks as task`. SQLite knows nothing of how many rows a filter leaves:
 * a plus keeps it off the index of any but `by`.
 */
function matching(engine: Engine, filters: TaskFilters, by: FoundBy): Expression<SqlBool>[] {
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

function walking(db: Db, { filters, reach }: TaskQuestion) {
  const place = {
    self: 'task.deployment_id',
    env: 'env.id',
    project: 'env.project_id',
    organization: 'env.organization_id',
    kind: 'task.kind_id',
  };
  return db
    .selectFrom('deployment_tasks as task')
    .$if(reach.kind !== 'everything', (q) => withEnv(db, q).where(inReachAt(reach, place)))
    .where(all(matching(db.engine, filters, narrowest(filters))));
}

type Tasks = SelectQueryBuilder<Schema & { task: Schema['deployment_tasks'] }, 'task', object>;

/** `offset 0` keeps PostgreSQL from reading the whole tree for it: the env of each task is looked up. */
function withEnv({ engine }: Db, tasks: Tasks) {
  if (engine === 'sqlite') return tasks.leftJoin('resources as env', 'env.id', 'task.env_id');
  return tasks.leftJoinLateral(
    (eb) =>
      eb
        .selectFrom('resources')
        .select(['id', 'project_id', 'organization_id'])
        .whereRef('resources.id', '=', 'task.env_id')
        .offset(0)
        .as('env'),
    (join) => join.onTrue(),
  ) as unknown as Tasks;
}

/** A page of what the filters find, each asked whether the reach holds there, until the page is full. */
export async function listWalked(
  db: Db,
  question: TaskQuestion,
  slice: Slice,
): Promise<DeploymentTaskId[]> {
  const rows = await walking(db, question)
    .select('task.id')
    .orderBy('task.created_at', 'desc')
    .orderBy('task.id', 'desc')
    .limit(slice.limit)
    .offset(slice.offset)
    .execute();
  return rows.map(({ id }) => id);
}

/** How many there are, counted up to `most`. */
export async function countWalked(db: Db, question: TaskQuestion, most: number): Promise<number> {
  const row = await db
    .selectFrom(walking(db, question).select('task.id').limit(most).as('found'))
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** All spots that the principal's grants open and the filters leave; some may lie in others. */
function openedSpots({ engine }: Db, { reach, filters }: GrantedQuestion): RawBuilder<unknown> {
  const none = engine === 'postgres' ? sql`cast(null as uuid)` : sql`null`;
  const mine = (type: string) =>
    sql`mine.principal_id = ${reach.principalId} and mine.resource_type = ${sql.lit(type)}
      and ${holds('mine', reach)}`;
  const envsBelow = (level: 'organization' | 'project') =>
    sql`select env.id as env_id, mine.kind_id, ${none} as deployment_id
      from grants as mine cross join resources as env
      where ${mine(level)} and ${sql.ref(`env.${level}_id`)} = mine.resource_id and env.type = 'env'`;
  const opened = sql.join(
    [
      envsBelow('organization'),
      envsBelow('project'),
      sql`select mine.resource_id, mine.kind_id, ${none} from grants as mine where ${mine('env')}`,
      sql`select node.env_id, ${none}, node.id from grants as mine cross join resources as node
        where ${mine('deployment')} and node.id = mine.resource_id
          and (mine.kind_id is null or mine.kind_id = node.kind_id)`,
      sql`select ${none}, mine.kind_id, ${none} from grants as mine
        where ${mine('site')} and mine.resource_id = ${siteId} and mine.kind_id is not null`,
    ],
    sql` union `,
  );
  const { env_id, kind_id } = filters;
  const left = [
    ...(env_id ? [sql<SqlBool>`(env_id is null or env_id = ${env_id})`] : []),
    ...(kind_id ? [sql<SqlBool>`(kind_id is null or kind_id = ${kind_id})`] : []),
  ];
  return sql`select env_id, kind_id, deployment_id from (${opened}) as opened where ${all(left)}`;
}

/** The spots where the reach holds, at most so many. */
export function listSpots(db: Db, question: GrantedQuestion, limit: number): Promise<Spot[]> {
  return db
    .selectFrom(sql<Spot>`(${openedSpots(db, question)})`.as('spot'))
    .select(['spot.env_id', 'spot.kind_id', 'spot.deployment_id'])
    .limit(limit)
    .execute();
}

const newestFirst = sql`order by created_at desc, id desc`;

/** A page out of these spots: the newest of each, put in order. A task that lies in two of them is there once. */
export async function listMerged(
  db: Db,
  { filters, spots }: { filters: TaskFilters; spots: readonly Spot[] },
  { limit, offset }: Slice,
): Promise<DeploymentTaskId[]> {
  const parts = spots.map((spot) => {
    const conditions = [inSpot(spot), ...matching(db.engine, filters, indexOf(spot))];
    return sql`select created_at, id from (select task.created_at, task.id
      from deployment_tasks as task where ${all(conditions)} ${newestFirst} limit ${offset + limit}) as part`;
  });
  const rows = await db
    .selectFrom(
      sql<Id>`(select id from (${sql.join(parts, sql` union `)}) as merged ${newestFirst}
        limit ${limit} offset ${offset})`.as('page'),
    )
    .select('page.id')
    .execute();
  return rows.map(({ id }) => id);
}

function inSpot(spot: Spot): Expression<SqlBool> {
  if (spot.deployment_id !== null) return sql<SqlBool>`task.deployment_id = ${spot.deployment_id}`;
  if (spot.env_id === null) return sql<SqlBool>`task.kind_id = ${spot.kind_id}`;
  if (spot.kind_id === null) return sql<SqlBool>`task.env_id = ${spot.env_id}`;
  return sql<SqlBool>`task.env_id = ${spot.env_id} and task.kind_id = ${spot.kind_id}`;
}

function indexOf(spot: Spot): FoundBy {
  if (spot.deployment_id !== null) return ['deployment_id'];
  return spot.env_id === null ? ['kind_id'] : ['env_id', 'kind_id'];
}

/** The sorts of spots, and how each finds its tasks. */
const sorts = [
  {
    spots: sql`spot.deployment_id is null and spot.env_id is not null and spot.kind_id is null`,
    tasks: sql`task.env_id = spot.env_id`,
    by: ['env_id', 'kind_id'],
  },
  {
    spots: sql`spot.deployment_id is null and spot.env_id is not null and spot.kind_id is not null`,
    tasks: sql`task.env_id = spot.env_id and task.kind_id = spot.kind_id`,
    by: ['env_id', 'kind_id'],
  },
  {
    spots: sql`spot.deployment_id is not null`,
    tasks: sql`task.deployment_id = spot.deployment_id`,
    by: ['deployment_id'],
  },
  {
    spots: sql`spot.deployment_id is null and spot.env_id is null`,
    tasks: sql`task.kind_id = spot.kind_id`,
    by: ['kind_id'],
  },
] as const;

/**
 * All tasks in the spots, of each sort of spot at most so many. `cross join` keeps SQLite, and `lateral … offset 0`
 * PostgreSQL, from reading all tasks for it: each spot looks up its own.
 */
function inSpots(db: Db, question: GrantedQuestion, most: number): RawBuilder<unknown> {
  const parts = sorts.map(({ spots, tasks, by }) => {
    const conditions = [tasks as Expression<SqlBool>, ...matching(db.engine, question.filters, by)];
    const found =
      db.engine === 'postgres'
        ? sql`select each.created_at, each.id from spot cross join lateral (
            select task.created_at, task.id from deployment_tasks as task
            where ${all(conditions)} offset 0) as each where ${spots}`
        : sql`select task.created_at, task.id from spot cross join deployment_tasks as task
            where ${spots} and ${all(conditions)}`;
    return sql`select created_at, id from (${found} limit ${most}) as part`;
  });
  return sql`(with spot as materialized (${openedSpots(db, question)})
    ${sql.join(parts, sql` union `)})`;
}

/** How many tasks there are in all spots, counted up to `most`: exact below it. */
export async function countInSpots(
  db: Db,
  question: GrantedQuestion,
  most: number,
): Promise<number> {
  const row = await db
    .selectFrom(sql<Id>`${inSpots(db, question, most)}`.as('found'))
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Math.min(row.count, most);
}

/** A page out of all spots, where there are no more than `total` tasks in them (`countInSpots`). */
export async function listInSpots(
  db: Db,
  question: GrantedQuestion,
  slice: Slice,
  total: number,
): Promise<DeploymentTaskId[]> {
  const rows = await db
    .selectFrom(sql<Id & { created_at: number }>`${inSpots(db, question, total)}`.as('found'))
    .select('found.id')
    .orderBy('found.created_at', 'desc')
    .orderBy('found.id', 'desc')
    .limit(slice.limit)
    .offset(slice.offset)
    .execute();
  return rows.map(({ id }) => id);
}

/** Where a deployment stood that tasks were done on, by its newest task; it may be gone. */
export function placeOfDeployment(db: Db, id: NonNullable<TaskFilters['deployment_id']>) {
  return db
    .selectFrom('deployment_tasks as task')
    .leftJoin('resources as env', 'env.id', 'task.env_id')
    .select([
      'task.deployment_id',
      'task.kind_id',
      'env.id as env_id',
      'env.project_id',
      'env.organization_id',
    ])
    .where('task.deployment_id', '=', id)
    .orderBy('task.created_at', 'desc')
    .orderBy('task.id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

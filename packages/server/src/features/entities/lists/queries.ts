import type { PrincipalId, ProjectId, ResourceId, ResourceType } from '@keywright/contract';
import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Slice } from '../../../request/paging.ts';
import { type Granted, holds, inReach, type Reach, type Scoped } from '../../../storage/reach.ts';
import type { Db } from '../../../storage/storage.ts';
import { containsText, type SearchBy, searchBy, wholeIdIn } from '../../../storage/text-search.ts';

export interface EntityFilters {
  readonly project_id?: ProjectId | undefined;
  readonly search?: string | undefined;
  readonly shared?: 'with_me' | 'by_me' | undefined;
  /** With or by whom. */
  readonly callerId: PrincipalId;
  readonly now: number;
}

/** Entities of one type, as far as the caller may list those. */
export interface EntityQuestion {
  readonly type: ResourceType;
  readonly reach: Reach;
  readonly filters: EntityFilters;
}

/** The same, and how many there are. */
export interface CountedQuestion extends EntityQuestion {
  readonly count: number;
}

/** Registered types that there are entities of. */
export async function registeredTypesInUse(db: Db): Promise<ResourceType[]> {
  const rows = await db
    .selectFrom('entity_types')
    .innerJoin('resource_counts', 'resource_counts.type', 'entity_types.type')
    .select('entity_types.type')
    .groupBy('entity_types.type')
    .having((eb) => eb.fn.sum('resource_counts.resources'), '>', 0)
    .orderBy('entity_types.type')
    .execute();
  return rows.map(({ type }) => type);
}

/** How many there are of these types on the whole site: from the counts that the database keeps. */
export async function countAll(
  db: Db,
  types: readonly ResourceType[],
): Promise<Map<ResourceType, number>> {
  const rows = await db
    .selectFrom('resource_counts')
    .select((eb) => ['type', eb.cast<number>(eb.fn.sum('resources'), 'bigint').as('count')])
    .where('type', 'in', types)
    .groupBy('type')
    .execute();
  const counts = new Map(rows.map(({ type, count }) => [type, count]));
  return new Map(types.map((type) => [type, counts.get(type) ?? 0]));
}

/** The same of those that the filters find, all types by one look. */
export async function countSearched(
  db: Db,
  types: readonly ResourceType[],
  filters: EntityFilters,
): Promise<Map<ResourceType, number>> {
  const sums = types.map((type) => sql`sum(case when resources.type = ${type} then 1 else 0 end)`);
  const row = await db
    .selectFrom('resources')
    .select(sums.map((sum, at) => sql<number | null>`cast(${sum} as bigint)`.as(`count_${at}`)))
    .where(sql<SqlBool>`${all(conditions(db, filters, 'index'))}`)
    .executeTakeFirstOrThrow();
  return new Map(types.map((type, at) => [type, row[`count_${at}`] ?? 0]));
}

export async function countFound(db: Db, question: EntityQuestion): Promise<number> {
  const row = await db
    .selectFrom(sql<{ id: ResourceId }>`(${found(db, question, 'index', 'collected')})`.as('found'))
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Up to so many are put in order as they are found; of more, a walk in their order meets enough of them soon. */
const few = 1500;

/** The ids of a page of all these together, by name: of each type as many as the page could need. */
export async function listFound(
  db: Db,
  questions: readonly CountedQuestion[],
  slice: Slice,
): Promise<ResourceId[]> {
  const most = slice.offset + slice.limit;
  const parts = questions.map((question) => {
    const way = question.count <= few ? 'collected' : 'walked';
    const rows = found(db, question, searchBy(question.count, slice), way);
    return sql`select * from (select name_key, id from (${rows}) as of_type
      order by name_key, id limit ${most}) as first_of_type`;
  });
  const page = await db
    .selectFrom(
      sql<{ name_key: string; id: ResourceId }>`(${sql.join(parts, sql` union all `)})`.as('found'),
    )
    .select('found.id')
    .orderBy('found.name_key')
    .orderBy('found.id')
    .limit(slice.limit)
    .offset(slice.offset)
    .execute();
  return page.map(({ id }) => id);
}

/** `walked`: in the order of names, each asked whether the reach holds on it. `collected`: found by what opens them. */
type Way = 'collected' | 'walked';

/** The names and ids of all of a question. */
function found(db: Db, question: EntityQuestion, by: SearchBy, way: Way): RawBuilder<unknown> {
  const { reach, filters, type } = question;
  const visible = inReach(reach, 'resources');
  const ofEach = conditions(db, filters, 'rows');
  if (filters.shared !== undefined) {
    return driven(db, type, [sharedIn(question)], [...ofEach, visible]);
  }
  const isNarrow = filters.project_id !== undefined || Boolean(filters.search);
  if (reach.kind === 'granted' && way === 'collected' && !isNarrow) {
    return driven(db, type, openedByGrants(reach, type), ofEach);
  }
  if (reach.kind === 'scoped' && way === 'collected') {
    return driven(db, type, openedByScopes(reach, type), [
      ...ofEach,
      inReach(reach.of, 'resources'),
    ]);
  }
  const isOfType = sql<SqlBool>`${typeColumn(db, filters, by)} = ${type}`;
  return sql`select resources.name_key, resources.id from resources
    where ${all([isOfType, ...conditions(db, filters, by), visible])}`;
}

const all = (conditions: readonly Expression<unknown>[]) =>
  conditions.length === 0 ? sql`1 = 1` : sql.join(conditions, sql` and `);

/** SQLite is not to look rows up by it where the text finds them: it knows nothing of how few those are. */
const typeColumn = ({ engine }: Db, { search, project_id }: EntityFilters, by: SearchBy) =>
  engine === 'sqlite' && search && by === 'index' && project_id === undefined
    ? sql`+resources.type`
    : sql.ref('resources.type');

/** What the filters say of the node itself. Within a project, all of it is looked at. */
function conditions(
  db: Db,
  { project_id, search }: EntityFilters,
  by: SearchBy,
): Expression<SqlBool>[] {
  const id = wholeIdIn<ResourceId>(search);
  const named = { table: 'resources', columns: ['name_key'] } as const;
  return [
    ...(project_id === undefined ? [] : [sql<SqlBool>`resources.project_id = ${project_id}`]),
    ...(id === undefined ? [] : [sql<SqlBool>`resources.id = ${id}`]),
    ...(search && id === undefined
      ? [containsText(db.engine, named, search, project_id === undefined ? by : 'rows')]
      : []),
  ];
}

/** Rows with an `id` each, as `driver`, and which nodes (of that alias) one leads to. */
interface Driver {
  readonly rows: RawBuilder<unknown>;
  readonly leadsTo: (column: (name: string) => RawBuilder<unknown>) => RawBuilder<unknown>;
}

/**
 * Nodes of the type that the drivers lead to, each once. `cross join` keeps SQLite, and `lateral … offset 0` PostgreSQL,
 * from reading all of the type for it: each row of a driver looks up what it leads to.
 */
function driven(
  { engine }: Db,
  type: ResourceType,
  drivers: readonly Driver[],
  conditions: readonly Expression<unknown>[],
): RawBuilder<unknown> {
  const nodesOf = ({ leadsTo }: Driver, alias: string) =>
    sql`${leadsTo((name) => sql.ref(`${alias}.${name}`))} and ${sql.ref(`${alias}.type`)} = ${type}`;
  const parts = drivers.map((driver) =>
    engine === 'postgres'
      ? sql`select distinct resources.name_key, resources.id from (${driver.rows}) as driver
          cross join lateral (select one.* from resources as one where ${nodesOf(driver, 'one')} offset 0) as resources
          where ${all(conditions)}`
      : sql`select distinct resources.name_key, resources.id from (${driver.rows}) as driver
          cross join resources where ${all([nodesOf(driver, 'resources'), ...conditions])}`,
  );
  return sql.join(parts, sql` union `);
}

const columns = { organization: 'organization_id', project: 'project_id' } as const;
type Level = keyof typeof columns;
const levels = ['organization', 'project'] as const satisfies Level[];

const leadsBelow =
  (level: Level): Driver['leadsTo'] =>
  (column) =>
    sql`${column(columns[level])} = driver.id`;
const leadsToItself: Driver['leadsTo'] = (column) => sql`${column('id')} = driver.id`;

/** A grant opens what it stands on, and what stands below. One on the site reaches everything, or is of a kind. */
function openedByGrants(reach: Granted, type: ResourceType): Driver[] {
  const rows = (at: ResourceType) => sql`select mine.resource_id as id from grants as mine
    where mine.principal_id = ${reach.principalId} and mine.resource_type = ${at}
      and mine.kind_id is null and ${holds('mine', reach)}`;
  const above = levels.map((level) => ({ rows: rows(level), leadsTo: leadsBelow(level) }));
  return [...above, { rows: rows(type), leadsTo: leadsToItself }];
}

/** So does a scope. One for everything is none that narrows. The type of what it names says which way to look. */
function openedByScopes({ tokenId, permission }: Scoped, type: ResourceType): Driver[] {
  const rows = (at: ResourceType) => sql`select target.id from token_scopes as scope
    join resources as target on target.id = scope.target_id
    where scope.token_id = ${tokenId} and scope.permission = ${permission} and target.type = ${at}`;
  const above = levels.map((level) => ({ rows: rows(level), leadsTo: leadsBelow(level) }));
  return [...above, { rows: rows(type), leadsTo: leadsToItself }];
}

/** Unexpired grants on entities themselves. */
function sharedIn({ type, filters }: EntityQuestion): Driver {
  const { shared, callerId, now } = filters;
  const whose =
    shared === 'with_me'
      ? sql`share.principal_id = ${callerId}`
      : sql`share.created_by_id = ${callerId} and share.principal_id <> ${callerId}`;
  return {
    rows: sql`select share.resource_id as id from grants as share where ${whose}
      and share.resource_type = ${type} and ${holds('share', { permission: null, now })}`,
    leadsTo: leadsToItself,
  };
}

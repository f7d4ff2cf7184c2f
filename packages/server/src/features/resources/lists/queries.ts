import type { OrganizationId, ProjectId, ResourceId } from '@keywright/contract';
import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Slice } from '../../../request/paging.ts';
import { type Granted, holds, inReach, type Reach } from '../../../storage/reach.ts';
import type { Db } from '../../../storage/storage.ts';
import { containsText, type SearchBy, searchBy } from '../../../storage/text-search.ts';

/** The levels of the tree, from the top down: a grant on one opens what is listed on it and below it. */
export const levels = ['organization', 'project', 'env'] as const;
export type Level = (typeof levels)[number];

/** The types that are listed. Deployment kinds stand beside the tree: one sees all of them, or none. */
export type ListedType = Level | 'deployment_kind';

export interface ResourceFilters {
  readonly name?: string | undefined;
  readonly organization_id?: OrganizationId | undefined;
  readonly project_id?: ProjectId | undefined;
  readonly auto_add_new_users?: boolean | undefined;
}

export interface ResourceQuestion {
  readonly type: ListedType;
  readonly reach: Reach;
  readonly filters: ResourceFilters;
}

/** A list without filters of who sees some of it by their grants. */
export interface GrantedQuestion {
  readonly type: Level;
  readonly reach: Granted;
}

/** How many there are of a type on the whole site: from the counts that the database keeps. */
export async function countAll(db: Db, type: ListedType): Promise<number> {
  const row = await db
    .selectFrom('resource_counts')
    .select((eb) => eb.cast<number | null>(eb.fn.sum('resources'), 'bigint').as('count'))
    .where('type', '=', type)
    .executeTakeFirstOrThrow();
  return row.count ?? 0;
}

function matching(db: Db, { type, reach, filters }: ResourceQuestion, by: SearchBy) {
  const { name, organization_id, project_id, auto_add_new_users } = filters;
  const letsIn = sql`(select env_id from env_settings where auto_add_new_users = 1)`;
  return (
    db
      .selectFrom('resources')
      .where('resources.type', '=', type)
      .$if(!!name, (q) =>
        q.where(
          containsText(db.engine, { table: 'resources', columns: ['name_key'] }, name ?? '', by),
        ),
      )
      .$if(organization_id !== undefined, (q) =>
        q.where('resources.organization_id', '=', organization_id as OrganizationId),
      )
      .$if(project_id !== undefined, (q) =>
        q.where('resources.project_id', '=', project_id as ProjectId),
      )
      // Both ways from the few that let people in: they have an index of their own.
      .$if(auto_add_new_users === true, (q) => q.where(sql<SqlBool>`resources.id in ${letsIn}`))
      .$if(auto_add_new_users === false, (q) =>
        q.where(sql<SqlBool>`resources.id not in ${letsIn}`),
      )
      .where(inReach(reach, 'resources'))
  );
}

/** The ids of a page of what the filters find, by name. `total`: how many there are, by `countMatching`. */
export async function listMatching(
  db: Db,
  question: ResourceQuestion,
  slice: Slice,
  total: number,
): Promise<ResourceId[]> {
  const found = await matching(db, question, searchBy(total, slice))
    .select('resources.id')
    .orderBy('resources.name_key')
    .orderBy('resources.id')
    .limit(slice.limit)
    .offset(slice.offset)
    .execute();
  return found.map(({ id }) => id);
}

export async function countMatching(db: Db, question: ResourceQuestion): Promise<number> {
  const row = await matching(db, question, 'index')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** The principal's grants on one level that open the list; all that is asked of them stands in `grants_reach`. */
function opens({ reach }: GrantedQuestion, level: Level): Expression<SqlBool> {
  return sql<SqlBool>`mine.principal_id = ${reach.principalId} and mine.resource_type = ${sql.lit(level)}
    and mine.kind_id is null and ${holds('mine', reach)}`;
}

const idOf = (alias: string, level: Level) => sql.ref(`${alias}.${level}_id`);
const namesOf = (level: Level) => sql.ref(`${level}s`);

/** Leaves out what a level above covers already. `not in`: SQLite looks a `not exists` up row by row, without an index. */
function uncovered(above: readonly Level[]): RawBuilder<unknown> {
  const conditions = above.map(
    (level) => sql` and ${idOf('mine', level)} not in (select id from ${namesOf(level)})`,
  );
  return sql.join(conditions, sql``);
}

/**
 * How many are granted themselves and not covered from above. In the order of the index, so that what is the same stands
 * together and nothing is sorted. PostgreSQL hashes what is above; SQLite is quicker to look up the few that it covers.
 */
function ownCount({ engine }: Db, question: GrantedQuestion, above: readonly Level[]) {
  const count = (
    from: RawBuilder<unknown>,
    where: RawBuilder<unknown>,
  ) => sql`(select count(*) from (
    select distinct mine.organization_id, mine.project_id, mine.resource_id from ${from}
    where ${opens(question, question.type)}${where}) as distinct_ones)`;
  if (engine === 'postgres') return count(sql`grants as mine`, uncovered(above));
  const covered = above.map((level, at) => {
    const path = above
      .slice(0, at)
      .map((up) => sql` and ${idOf('mine', up)} = ${idOf('upper', up)}`);
    return count(
      sql`${namesOf(level)} as upper cross join grants as mine`,
      sql`${path.length > 0 ? sql.join(path, sql``) : sql``} and ${idOf('mine', level)} = upper.id`,
    );
  });
  return sql.join([count(sql`grants as mine`, sql``), ...covered], sql` - `);
}

/**
 * How many are visible through the grants of each level, each row counted once: at the highest. Asks the grants alone,
 * in the order of `grants_reach`, and the trees' indexes for how many stand below the upper ones; so it costs what
 * the principal's grants are many, and not what they reach.
 */
export async function countGranted(
  db: Db,
  question: GrantedQuestion,
): Promise<Record<Level, number>> {
  const own = levels.indexOf(question.type);
  const above = levels.slice(0, own);
  const upper = above.map(
    (level, at) => sql`${namesOf(level)} as materialized (
      select distinct mine.organization_id, mine.project_id, mine.resource_id as id from grants as mine
      where ${opens(question, level)}${uncovered(above.slice(0, at))})`,
  );
  const belowUpper = above.map(
    (level) => sql`(select coalesce(sum((select count(*) from resources as one
      where ${idOf('one', level)} = ${namesOf(level)}.id and one.type = ${sql.lit(question.type)})), 0)
      from ${namesOf(level)})`,
  );
  const below = levels.slice(own + 1).map(() => sql`0`);
  const counts = [...belowUpper, ownCount(db, question, above), ...below].map(
    (count, at) => sql`cast(${count} as bigint) as ${sql.ref(levels[at] as Level)}`,
  );
  const withs = upper.length === 0 ? sql`` : sql`with ${sql.join(upper)} `;
  return db
    .selectFrom(sql<Record<Level, number>>`(${withs}select ${sql.join(counts)})`.as('counted'))
    .select(levels)
    .executeTakeFirstOrThrow();
}

/**
 * A page of few: all that the grants of these levels open, put in order. `cross join` keeps SQLite, and `lateral …
 * offset 0` PostgreSQL, from reading the whole tree for it: each grant looks up what it opens. `distinct`, as several
 * grants may open the same, and a `union` of one level puts nothing together.
 */
export async function listCollected(
  db: Db,
  question: GrantedQuestion,
  from: readonly Level[],
  slice: Slice,
): Promise<ResourceId[]> {
  const part = (level: Level) => {
    const isOpened =
      level === question.type
        ? sql`one.id = mine.resource_id`
        : sql`${idOf('one', level)} = mine.resource_id and one.type = ${sql.lit(question.type)}`;
    return db.engine === 'postgres'
      ? sql`select distinct each.name_key, each.id from grants as mine cross join lateral (
          select one.name_key, one.id from resources as one where ${isOpened} offset 0) as each
          where ${opens(question, level)}`
      : sql`select distinct one.name_key, one.id from grants as mine cross join resources as one
          where ${opens(question, level)} and ${isOpened}`;
  };
  const opened = await db
    .selectFrom(
      sql<{ name_key: string; id: ResourceId }>`(${sql.join(from.map(part), sql` union `)})`.as(
        'opened',
      ),
    )
    .select('opened.id')
    .orderBy('opened.name_key')
    .orderBy('opened.id')
    .limit(slice.limit)
    .offset(slice.offset)
    .execute();
  return opened.map(({ id }) => id);
}

/**
 * A page of many: all of the type in their order, each asked whether a grant of these levels opens it, until the page
 * is full. Every question is one look into `grants_reach`.
 */
export async function listWalked(
  db: Db,
  question: GrantedQuestion,
  from: readonly Level[],
  slice: Slice,
): Promise<ResourceId[]> {
  const opened = await db
    .selectFrom('resources')
    .select('resources.id')
    .where('resources.type', '=', question.type)
    .where(
      sql<SqlBool>`coalesce(${sql.join(from.map((level) => openedOn(question, level)))}, null) is not null`,
    )
    .orderBy('resources.name_key')
    .orderBy('resources.id')
    .limit(slice.limit)
    .offset(slice.offset)
    .execute();
  return opened.map(({ id }) => id);
}

/** A value and not `exists`: PostgreSQL would make that a join, and put all that is visible in order. */
function openedOn(question: GrantedQuestion, level: Level): RawBuilder<unknown> {
  const isHere = {
    organization: sql`mine.organization_id = resources.organization_id and mine.project_id is null
      and mine.resource_id = resources.organization_id`,
    project: sql`mine.organization_id = resources.organization_id
      and mine.project_id = resources.project_id and mine.resource_id = resources.project_id`,
    env: sql`mine.organization_id = resources.organization_id
      and mine.project_id = resources.project_id and mine.resource_id = resources.env_id`,
  }[level];
  return sql`(select 1 from grants as mine where ${opens(question, level)} and ${isHere} limit 1)`;
}

import { type GrantId, type ResourceType, resourceTypes, siteId } from '@keywright/contract';
import { type Expression, type SqlBool, sql } from 'kysely';
import type { Slice } from '../../../../request/paging.ts';
import { type Granted, holds, inReach } from '../../../../storage/reach.ts';
import type { Db } from '../../../../storage/storage.ts';
import type { GrantFilters, GrantQuestion, Opening, Subtree } from './question.ts';

/** The ids of a page of grants, newest first. */
export async function listGrantIds(
  db: Db,
  question: GrantQuestion,
  slice: Slice,
): Promise<GrantId[]> {
  const rows = await visibleGrants(db, question)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(slice.limit)
    .offset(slice.offset)
    .execute();
  return rows.map(({ id }) => id);
}

export async function countGrants(db: Db, question: GrantQuestion): Promise<number> {
  const row = await db
    .selectFrom(visibleGrants(db, question).as('visible'))
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** At what those of the principal's grants stand that open the list: what is not named need not be looked for. */
export async function openingsOf(db: Db, reach: Granted): Promise<Opening[]> {
  const rows = await db
    .selectFrom('grants as mine')
    .select([
      'mine.resource_type',
      sql<number>`sum(case when mine.kind_id is null then 1 else 0 end)`.as('whole'),
      sql<number>`sum(case when mine.kind_id is null then 0 else 1 end)`.as('of_kind'),
    ])
    .where('mine.principal_id', '=', reach.principalId)
    .where(holds('mine', reach))
    .groupBy('mine.resource_type')
    .execute();
  const found = rows.flatMap(({ resource_type, whole, of_kind }): Opening[] => [
    ...(Number(whole) > 0 ? [openingAt(resource_type)] : []),
    ...(Number(of_kind) > 0 ? (['kind'] as const) : []),
  ]);
  return [...new Set(found)];
}

const wide: readonly ResourceType[] = ['organization', 'project', 'env'] satisfies Opening[];

const openingAt = (type: ResourceType): Opening =>
  wide.includes(type) ? (type as Opening) : 'self';

/**
 * Each way to see a grant finds its rows by an index of its own, and leaves out what the ways before it found. One
 * condition with `or` would make PostgreSQL read the table.
 */
function visibleGrants(db: Db, question: GrantQuestion) {
  const { ways, driver } = waysToSee(question);
  const [first, ...more] = ways.map((way, at) => {
    const apart = ways.slice(0, at).map((earlier) => sql`(${earlier}) is not true`);
    return matchingGrants(db, question, driver).where(all([way, ...apart]));
  });
  if (!first) throw new Error('There is a way to see grants for everybody: their own.');
  return more.reduce((found, way) => found.unionAll(way), first);
}

const all = (conditions: readonly Expression<unknown>[]) =>
  sql<SqlBool>`(${sql.join(conditions, sql` and `)})`;

type Way = Expression<SqlBool>;
/** What finds the rows that the rest then narrows. */
type Driver = 'way' | 'principal' | 'resource' | 'within' | 'role';

interface Ways {
  readonly ways: readonly Way[];
  readonly driver: Driver;
}

function waysToSee({ filters, reach, openings, callerId }: GrantQuestion): Ways {
  const own = sql<SqlBool>`grants.principal_id = ${callerId}`;
  const isOwn = filters.principalIds?.every((id) => id === callerId);
  if (reach.kind === 'nothing' || isOwn) return { ways: [own], driver: 'way' };
  const narrow = narrowest(filters);
  if (reach.kind === 'everything') return { ways: [sql<SqlBool>`1 = 1`], driver: narrow };
  // Where few rows are asked for, each is looked at; else those in reach are found, and narrowed.
  if (narrow === 'principal' || narrow === 'resource') {
    const inside = sql<SqlBool>`exists (select 1 from resources
      where resources.id = grants.resource_id and ${inReach(reach, 'resources')})`;
    return { ways: [own, inside], driver: narrow };
  }
  return { ways: [own, ...openings.map((at) => opened(reach, at))], driver: 'way' };
}

function narrowest({ principalIds, resourceIds, within }: GrantFilters): Driver {
  if (principalIds) return 'principal';
  if (resourceIds) return 'resource';
  return within ? 'within' : 'role';
}

/** What a principal's grants open, found from those on. All that is asked of them stands in `grants_reach`. */
function opened(reach: Granted, at: Opening): Way {
  const mine = (types: readonly string[]) => sql`select mine.resource_id from grants as mine
    where mine.principal_id = ${reach.principalId} and mine.kind_id is null
      and mine.resource_type in (${sql.join(types.map((type) => sql.lit(type)))}) and ${holds('mine', reach)}`;
  switch (at) {
    case 'organization':
      return sql<SqlBool>`grants.organization_id in (${mine([at])})`;
    case 'project':
      return sql<SqlBool>`grants.project_id in (${mine([at])})`;
    case 'env':
      return sql<SqlBool>`grants.resource_id in (select node.id from resources as node
        where node.env_id in (${mine([at])}))`;
    case 'self':
      return sql<SqlBool>`grants.resource_id in (${mine(leaves)})`;
    case 'kind':
      return sql<SqlBool>`grants.resource_id in (select node.id from grants as mine
        join resources as node on node.kind_id = mine.kind_id and mine.resource_id in
          (node.id, node.env_id, node.project_id, node.organization_id, ${siteId})
        where mine.principal_id = ${reach.principalId} and ${holds('mine', reach)})`;
    default:
      throw at satisfies never;
  }
}

/** Nodes that nothing but themselves is found by. */
const leaves = resourceTypes.filter(
  (type) => !['site', 'organization', 'project', 'env'].includes(type),
);

/** `driver`: the filter whose index is used. SQLite knows nothing of how many rows the others would find. */
function matchingGrants(db: Db, { filters, now }: GrantQuestion, driver: Driver) {
  const { principalIds, principalKinds, resourceIds, within, roleIds, state, ofKind, forKind } =
    filters;
  const column = (name: string, by: Driver): Expression<unknown> =>
    db.engine === 'sqlite' && by !== driver
      ? sql`+${sql.ref(`grants.${name}`)}`
      : sql.ref(`grants.${name}`);
  const oneOf = (name: string, by: Driver, ids: readonly string[]) =>
    sql<SqlBool>`${column(name, by)} in (${sql.join(ids)})`;
  return db
    .selectFrom('grants')
    .select(['grants.id', 'grants.created_at'])
    .$if(principalIds !== undefined, (q) =>
      q.where(oneOf('principal_id', 'principal', principalIds ?? [])),
    )
    .$if(resourceIds !== undefined, (q) =>
      q.where(oneOf('resource_id', 'resource', resourceIds ?? [])),
    )
    .$if(within !== undefined, (q) =>
      q.where(isWithin(within ?? { by: 'site' }, (name) => column(name, 'within'))),
    )
    .$if(roleIds !== undefined, (q) => q.where(oneOf('role_id', 'role', roleIds ?? [])))
    .$if(principalKinds !== undefined, (q) => q.where('principal_kind', 'in', principalKinds ?? []))
    .$if(ofKind !== undefined, (q) => q.where('kind_id', ofKind ? 'is not' : 'is', null))
    .$if(forKind !== undefined, (q) =>
      q.where((eb) => eb.or([eb('kind_id', 'is', null), eb('kind_id', '=', forKind ?? null)])),
    )
    .$if(state === 'ended', (q) => q.where('ends_at', '<=', now))
    .$if(state === 'active', (q) =>
      q.where((eb) => eb.or([eb('ends_at', 'is', null), eb('ends_at', '>', now)])),
    );
}

function isWithin(
  subtree: Subtree,
  column: (name: string) => Expression<unknown>,
): Expression<SqlBool> {
  switch (subtree.by) {
    case 'site':
      return sql<SqlBool>`1 = 1`;
    case 'organization':
      return sql<SqlBool>`${column('organization_id')} = ${subtree.id}`;
    case 'project':
      return sql<SqlBool>`${column('project_id')} = ${subtree.id}`;
    case 'env':
      return sql<SqlBool>`${column('resource_id')} in (select id from resources where env_id = ${subtree.id})`;
    case 'self':
      return sql<SqlBool>`${column('resource_id')} = ${subtree.id}`;
    default:
      throw subtree satisfies never;
  }
}

import type { GrantId } from '@keywright/contract';
import { type Expression, type SqlBool, sql } from 'kysely';
import type { Slice } from '../../../../request/paging.ts';
import { type Granted, holds, inReach } from '../../../../storage/reach.ts';
import type { Db } from '../../../../storage/storage.ts';
import type { GrantFilters, GrantQuestion, Subtree } from './question.ts';

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

/**
 * Each way to see a grant finds its rows by an index of its own; what several find is there once. One condition with
 * `or` would make PostgreSQL read the table.
 */
function visibleGrants(db: Db, question: GrantQuestion) {
  const [first, ...more] = waysToSee(question);
  const by = (way: Way) => matchingGrants(db, question).where(way);
  return more.reduce((found, way) => found.union(by(way)), by(first));
}

type Way = Expression<SqlBool>;

function waysToSee({ filters, reach, callerId }: GrantQuestion): [Way, ...Way[]] {
  const own = sql<SqlBool>`grants.principal_id = ${callerId}`;
  if (filters.principalIds?.every((id) => id === callerId)) return [own];
  switch (reach.kind) {
    case 'everything':
      return [sql<SqlBool>`1 = 1`];
    case 'nothing':
      return [own];
    case 'granted':
      // Where few rows are asked for, each is looked at; else those in reach are found, and narrowed.
      return isNarrow(filters)
        ? [
            own,
            sql<SqlBool>`exists (select 1 from resources where resources.id = grants.resource_id
            and ${inReach(reach, 'resources')})`,
          ]
        : [own, ...placesInReach(reach)];
    default:
      throw reach satisfies never;
  }
}

const isNarrow = ({ principalIds, resourceIds }: GrantFilters) =>
  principalIds !== undefined || resourceIds !== undefined;

/** The same as `inReach`, found from the principal's own grants on. */
function placesInReach(reach: Granted): Way[] {
  const mine = (type: string | null) => sql`select mine.resource_id from grants as mine
    where mine.principal_id = ${reach.principalId} and mine.kind_id is null
      ${type === null ? sql`` : sql`and mine.resource_type = ${type}`} and ${holds('mine', reach)}`;
  return [
    sql<SqlBool>`grants.organization_id in (${mine('organization')})`,
    sql<SqlBool>`grants.project_id in (${mine('project')})`,
    sql<SqlBool>`grants.resource_id in (${mine(null)})`,
    sql<SqlBool>`grants.resource_id in (select node.id from resources as node
      where node.env_id in (${mine('env')}))`,
    sql<SqlBool>`grants.resource_id in (select node.id from grants as mine
      join resources as node on node.kind_id = mine.kind_id
        and mine.resource_id in (node.id, node.env_id, node.project_id, node.organization_id)
      where mine.principal_id = ${reach.principalId} and ${holds('mine', reach)})`,
  ];
}

function matchingGrants(db: Db, { filters, now }: GrantQuestion) {
  const { principalIds, principalKind, resourceIds, within, roleIds, state, ofKind, forKind } =
    filters;
  return db
    .selectFrom('grants')
    .select(['grants.id', 'grants.created_at'])
    .$if(principalIds !== undefined, (q) => q.where('principal_id', 'in', principalIds ?? []))
    .$if(principalKind !== undefined, (q) =>
      q.where('principal_kind', '=', principalKind ?? 'user'),
    )
    .$if(resourceIds !== undefined, (q) => q.where('resource_id', 'in', resourceIds ?? []))
    .$if(within !== undefined, (q) => q.where(isWithin(within ?? { by: 'site' })))
    .$if(roleIds !== undefined, (q) => q.where('role_id', 'in', roleIds ?? []))
    .$if(ofKind !== undefined, (q) => q.where('kind_id', ofKind ? 'is not' : 'is', null))
    .$if(forKind !== undefined, (q) =>
      q.where((eb) => eb.or([eb('kind_id', 'is', null), eb('kind_id', '=', forKind ?? null)])),
    )
    .$if(state === 'ended', (q) => q.where('ends_at', '<=', now))
    .$if(state === 'active', (q) =>
      q.where((eb) => eb.or([eb('ends_at', 'is', null), eb('ends_at', '>', now)])),
    );
}

function isWithin(subtree: Subtree): Expression<SqlBool> {
  switch (subtree.by) {
    case 'site':
      return sql<SqlBool>`1 = 1`;
    case 'organization':
      return sql<SqlBool>`grants.organization_id = ${subtree.id}`;
    case 'project':
      return sql<SqlBool>`grants.project_id = ${subtree.id}`;
    case 'env':
      return sql<SqlBool>`grants.resource_id in (select id from resources where env_id = ${subtree.id})`;
    case 'self':
      return sql<SqlBool>`grants.resource_id = ${subtree.id}`;
    default:
      throw subtree satisfies never;
  }
}

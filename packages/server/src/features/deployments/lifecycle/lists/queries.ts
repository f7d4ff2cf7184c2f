import type {
  DeploymentId,
  DeploymentKindId,
  DeploymentStatus,
  EnvId,
  K8sClusterId,
  ProjectId,
} from '@keywright/contract';
import { type Expression, type SqlBool, sql } from 'kysely';
import type { Slice } from '../../../../request/paging.ts';
import { inReach, type Reach } from '../../../../storage/reach.ts';
import { isOpenedDeployment } from '../../../../storage/reach-of-deployments.ts';
import type { Flag } from '../../../../storage/schema-columns.ts';
import type { Db } from '../../../../storage/storage.ts';
import { containsText, type SearchBy, searchBy } from '../../../../storage/text-search.ts';

export interface DeploymentFilters {
  readonly name?: string | undefined;
  readonly kind_id?: DeploymentKindId | undefined;
  readonly cluster_id?: K8sClusterId | undefined;
  readonly enabled?: boolean | undefined;
  readonly env_id?: EnvId | undefined;
  readonly project_id?: ProjectId | undefined;
  readonly status?: DeploymentStatus | undefined;
}

export interface DeploymentQuestion {
  readonly reach: Reach;
  readonly filters: DeploymentFilters;
}

/** The ids of a page, by name. `total`: how many there are, by `countDeployments`. */
export async function listDeployments(
  db: Db,
  question: DeploymentQuestion,
  slice: Slice,
  total: number,
): Promise<DeploymentId[]> {
  const rows = await matching(db, question, searchBy(total, slice))
    .select('resources.id')
    .orderBy('resources.name_key')
    .orderBy('resources.id')
    .limit(slice.limit)
    .offset(slice.offset)
    .execute();
  return rows.map(({ id }) => id as DeploymentId);
}

export async function countDeployments(db: Db, question: DeploymentQuestion): Promise<number> {
  const row = await matching(db, question, 'index')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

function matching(db: Db, { reach, filters }: DeploymentQuestion, by: SearchBy) {
  const { name, kind_id, env_id, project_id } = filters;
  return db
    .selectFrom('resources')
    .where('resources.type', '=', 'deployment')
    .$if(!!name, (q) =>
      q.where(
        containsText(db.engine, { table: 'resources', columns: ['name_key'] }, name ?? '', by),
      ),
    )
    .$if(kind_id !== undefined, (q) =>
      q.where('resources.kind_id', '=', kind_id as DeploymentKindId),
    )
    .$if(env_id !== undefined, (q) => q.where('resources.env_id', '=', env_id as EnvId))
    .$if(project_id !== undefined, (q) =>
      q.where('resources.project_id', '=', project_id as ProjectId),
    )
    .where(isAsIs(filters))
    .where(isVisible(reach, filters));
}

/** What the deployment's own row tells. */
function isAsIs({ cluster_id, status, enabled }: DeploymentFilters): Expression<SqlBool> {
  const conditions = [
    ...(cluster_id === undefined ? [] : [sql`own.cluster_id = ${cluster_id}`]),
    ...(status === undefined ? [] : [sql`own.status = ${status}`]),
    ...(enabled === undefined ? [] : [sql`own.is_enabled = ${(enabled ? 1 : 0) satisfies Flag}`]),
  ];
  if (conditions.length === 0) return sql<SqlBool>`1 = 1`;
  return sql<SqlBool>`resources.id in (select own.id from deployments as own
    where ${sql.join(conditions, sql` and `)})`;
}

/** What a place narrows is asked row by row. */
function isVisible(reach: Reach, { env_id, project_id }: DeploymentFilters): Expression<SqlBool> {
  const isNarrow = env_id !== undefined || project_id !== undefined;
  return isNarrow ? inReach(reach, 'resources') : isOpenedDeployment(reach, 'resources');
}

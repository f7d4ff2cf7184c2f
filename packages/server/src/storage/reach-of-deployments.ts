import { type Expression, type SqlBool, sql } from 'kysely';
import { holds, inReach, type Reach } from './reach.ts';

/** Where a principal's grants stand, and which deployments each then opens. */
const openings = {
  site: sql`node.kind_id = mine.kind_id`,
  organization: sql`node.organization_id = mine.resource_id`,
  project: sql`node.project_id = mine.resource_id`,
  env: sql`node.env_id = mine.resource_id`,
  deployment: sql`node.id = mine.resource_id`,
};

/**
 * True where the reach holds on a deployment; `resource` is the alias of its row of `resources`. For lists that nothing
 * narrows: all that the grants open is found once, by them, however little that is of all.
 */
export function isOpenedDeployment(reach: Reach, resource: string): Expression<SqlBool> {
  if (reach.kind !== 'granted') return inReach(reach, resource);
  const opened = Object.entries(openings).map(
    // `cross join` keeps SQLite from asking of every deployment whether a grant opens it.
    ([type, opens]) => sql`select node.id from grants as mine cross join resources as node
      where mine.principal_id = ${reach.principalId} and mine.resource_type = ${sql.lit(type)}
        and ${holds('mine', reach)} and ${opens} and node.type = 'deployment'
        and (mine.kind_id is null or mine.kind_id = node.kind_id)`,
  );
  return sql<SqlBool>`${sql.ref(`${resource}.id`)} in (${sql.join(opened, sql` union all `)})`;
}

import {
  isBuiltInPermission,
  type Permission,
  type PrincipalId,
  siteId,
  type TokenId,
} from '@keywright/contract';
import { type Expression, type SqlBool, sql } from 'kysely';

/** Which rows of a list somebody may see. */
export type Reach = WholeReach | Scoped;

/** Which rows a principal may see, whatever its credential is. */
export type WholeReach = { readonly kind: 'everything' } | { readonly kind: 'nothing' } | Granted;

/** For lists whose endpoint asks scoped tokens for a scope of everything: one that is narrower opens nothing there. */
export const wholeReach = (reach: Reach): WholeReach =>
  reach.kind === 'scoped' ? { kind: 'nothing' } : reach;

/** Those of its principal that a scope of the token names, by their own id or one above them. */
export interface Scoped {
  readonly kind: 'scoped';
  readonly of: WholeReach;
  readonly tokenId: TokenId;
  readonly permission: Permission;
}

/** Those on a resource where, or above which, an unexpired grant gives the permission. */
export interface Granted {
  readonly kind: 'granted';
  readonly principalId: PrincipalId;
  /** Null: any permission at all. */
  readonly permission: Permission | null;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * Lists of the tree itself and of grants are cut by what grants say of these permissions, so each has a bit on the
 * grant. Stored: a bit is never given another meaning.
 */
const listBits: Partial<Record<Permission, number>> = {
  'organization.list': 1,
  'project.list': 2,
  'env.list': 4,
  'deployment.list': 8,
  'grant.list': 16,
  'deployment_task.list': 32,
  'k8s_cluster.list': 64,
};

/** What a grant with these permissions carries in `grants.lists`. */
export function listBitsOf(permissions: Iterable<string>): number {
  let bits = 0;
  for (const permission of permissions) bits |= listBits[permission as Permission] ?? 0;
  return bits;
}

/** What a set has to contain to give the permission: itself, or what stands for all of registered types. */
export const givenBy = (permission: Permission): Permission[] =>
  isBuiltInPermission(permission) ? [permission] : [permission, 'registered.any'];

/** True where the grant of that alias is unexpired and gives the permission. */
export function holds(
  grant: string,
  { permission, now }: Pick<Granted, 'permission' | 'now'>,
): Expression<SqlBool> {
  const lasts = sql<SqlBool>`(${sql.ref(`${grant}.ends_at`)} is null or ${sql.ref(`${grant}.ends_at`)} > ${now})`;
  if (permission === null) return lasts;
  const bit = listBits[permission];
  const gives =
    bit === undefined
      ? sql<SqlBool>`exists (select 1 from set_permissions as held
          where held.set_id = ${sql.ref(`${grant}.set_id`)} and held.permission in (${sql.join(givenBy(permission))}))`
      : sql<SqlBool>`(${sql.ref(`${grant}.lists`)} & ${sql.lit(bit)}) <> 0`;
  return sql<SqlBool>`${lasts} and ${gives}`;
}

/**
 * True where the reach holds on a resource: a node, or the one that a row hangs on. `resource` is the alias of a row
 * of `resources`. Asks the principal's grants on its path, by an index; so it suits rows that something else found.
 */
export function inReach(reach: Reach, resource: string): Expression<SqlBool> {
  const of = (column: string) => `${resource}.${column}`;
  return inReachAt(reach, {
    self: of('id'),
    env: of('env_id'),
    project: of('project_id'),
    organization: of('organization_id'),
    kind: of('kind_id'),
  });
}

/** The columns, each with its table, that hold the ids on a path and the deployment kind at its end. */
export interface PathColumns {
  readonly self: string;
  readonly env: string;
  readonly project: string;
  readonly organization: string;
  readonly kind: string;
}

/** The same for rows that are no nodes, such as those about a deployment that is gone. */
export function inReachAt(reach: Reach, columns: PathColumns): Expression<SqlBool> {
  switch (reach.kind) {
    case 'everything':
      return sql<SqlBool>`1 = 1`;
    case 'nothing':
      return sql<SqlBool>`1 = 0`;
    case 'granted': {
      const of = (column: keyof PathColumns) => sql.ref(columns[column]);
      // The site too: a grant for one deployment kind may stand there, and does not reach everything.
      // A value and not a plain `exists`: PostgreSQL would make that a join, and put all that is visible in order. And one
      // that is not in `grants_reach`: SQLite would read all of the principal's grants there, because it holds the rest.
      return sql<SqlBool>`(select mine.set_id from grants as mine
        where mine.principal_id = ${reach.principalId}
          and mine.resource_id in (${of('self')}, ${of('env')}, ${of('project')}, ${of('organization')},
            ${siteId})
          and (mine.kind_id is null or mine.kind_id = ${of('kind')})
          and ${holds('mine', reach)}
        limit 1) is not null`;
    }
    case 'scoped': {
      const ids = [columns.self, columns.env, columns.project, columns.organization];
      return sql<SqlBool>`${inReachAt(reach.of, columns)} and ${named(reach, ids)}`;
    }
    default:
      throw reach satisfies never;
  }
}

/** True where a scope of the token names one of the ids in these columns. One for the site is none that narrows. */
function named({ tokenId, permission }: Scoped, columns: readonly string[]): Expression<SqlBool> {
  return sql<SqlBool>`(select scope.id from token_scopes as scope
    where scope.token_id = ${tokenId} and scope.permission = ${permission}
      and scope.target_id in (${sql.join(columns.map((column) => sql.ref(column)))})
    limit 1) is not null`;
}

/**
 * The same for rows that carry the ids on their path themselves, found by those: for lists that nothing else narrows.
 * What stands on the site itself is for who reaches everything.
 */
export function underReach(
  reach: Reach,
  columns: { readonly organization: string; readonly project: string; readonly self: string },
): Expression<SqlBool> {
  if (reach.kind === 'scoped') {
    const ids = [columns.self, columns.project, columns.organization];
    return sql<SqlBool>`${underReach(reach.of, columns)} and ${named(reach, ids)}`;
  }
  if (reach.kind !== 'granted') return inReach(reach, columns.self);
  const mine = (type: string | null) => sql`select mine.resource_id from grants as mine
    where mine.principal_id = ${reach.principalId} and mine.kind_id is null
      ${type === null ? sql`` : sql`and mine.resource_type = ${type}`} and ${holds('mine', reach)}`;
  return sql<SqlBool>`(${sql.ref(columns.organization)} in (${mine('organization')})
    or ${sql.ref(columns.project)} in (${mine('project')})
    or ${sql.ref(columns.self)} in (${mine(null)}))`;
}

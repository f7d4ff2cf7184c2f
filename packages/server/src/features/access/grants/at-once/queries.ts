import type { DeploymentId, GrantId, PrincipalId, ResourceId, RoleId } from '@keywright/contract';
import { type SqlBool, sql } from 'kysely';
import type { Db, Tx } from '../../../../storage/storage.ts';

/** How many grants there are of each of these roles; one without any is left out. */
export async function countOfRoles(db: Db, ids: readonly RoleId[]) {
  return db
    .selectFrom('grants')
    .select((eb) => ['role_id', eb.fn.countAll<number>().as('count')])
    .where('role_id', 'in', ids)
    .groupBy('role_id')
    .execute();
}

/** Removes all grants of a principal; returns how many. */
export async function deleteOfPrincipal(tx: Tx, id: PrincipalId): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom('grants')
    .where('principal_id', '=', id)
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

/** Unexpired grants of a principal with where they stand, in the order of their ids, after the one named. */
export function lastingOfPrincipal(
  db: Db,
  { principalId, after, now }: { principalId: PrincipalId; after: GrantId | null; now: number },
  limit: number,
) {
  return db
    .selectFrom('grants')
    .innerJoin('resources', 'resources.id', 'grants.resource_id')
    .select([
      'grants.id',
      'grants.set_id',
      'grants.kind_id as granted_kind_id',
      'grants.ends_at',
      'resources.id as resource_id',
      'resources.type',
      'resources.organization_id',
      'resources.project_id',
      'resources.env_id',
      'resources.kind_id',
    ])
    .where('grants.principal_id', '=', principalId)
    .where((eb) => eb.or([eb('grants.ends_at', 'is', null), eb('grants.ends_at', '>', now)]))
    .$if(after !== null, (q) => q.where('grants.id', '>', after as GrantId))
    .orderBy('grants.id')
    .limit(limit)
    .execute();
}

/**
 * Keeps the envs that new people become User of from being moved and deleted. Not together with reading them: an env
 * that was moved meanwhile is found by where it stands now, and would be missed by where it stood.
 */
export async function holdWelcomingEnvs(tx: Tx): Promise<ResourceId[]> {
  const rows = await tx
    .selectFrom('resources')
    .select('id')
    .where('id', 'in', (eb) =>
      eb.selectFrom('env_settings').select('env_id').where('auto_add_new_users', '=', 1),
    )
    .orderBy('seq')
    .forShare()
    .execute();
  return rows.map(({ id }) => id);
}

/** These envs, with the names of what they stand in. */
export async function envsWithNames(db: Db, ids: readonly ResourceId[]) {
  if (ids.length === 0) return [];
  return db
    .selectFrom('resources')
    .innerJoin('resources as project', 'project.id', 'resources.project_id')
    .innerJoin('resources as organization', 'organization.id', 'resources.organization_id')
    .select([
      'resources.id',
      'resources.type',
      'resources.name',
      'resources.organization_id',
      'resources.project_id',
      'project.name as project_name',
      'organization.name as organization_name',
    ])
    .where('resources.id', 'in', ids)
    .execute();
}

/** Writes on all grants of a role which kinds of list they open. */
export async function setLists(tx: Tx, roleId: RoleId, bits: number): Promise<void> {
  await tx.updateTable('grants').set({ lists: bits }).where('role_id', '=', roleId).execute();
}

/** True where `old` gave the same principal something at the same spot as the grant itself. */
const sameSpot = (
  old: string,
) => sql<SqlBool>`${sql.ref(`${old}.principal_id`)} = grants.principal_id
  and ${sql.ref(`${old}.resource_id`)} = grants.resource_id
  and ${sql.ref(`${old}.kind_id`)} is not distinct from grants.kind_id`;

/** Gives each grant of `to` the end of the grant of `from` at the same spot, where that is later. */
export async function lengthenTwins(tx: Tx, from: RoleId, to: RoleId): Promise<void> {
  await tx
    .updateTable('grants')
    .set((eb) => ({
      ends_at: eb
        .selectFrom('grants as old')
        .select('old.ends_at')
        .where('old.role_id', '=', from)
        .where(sameSpot('old')),
    }))
    .where('role_id', '=', to)
    .where('ends_at', 'is not', null)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('grants as old')
          .select('old.id')
          .where('old.role_id', '=', from)
          .where(sameSpot('old'))
          .where(sql<SqlBool>`(old.ends_at is null or old.ends_at > grants.ends_at)`),
      ),
    )
    .execute();
}

/** Removes grants of `from` whose principal has `to` at the same spot. Returns how many. */
export async function deleteTwins(tx: Tx, from: RoleId, to: RoleId): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom('grants')
    .where('role_id', '=', from)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('grants as twin')
          .select('twin.id')
          .where('twin.role_id', '=', to)
          .where(sameSpot('twin')),
      ),
    )
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

/** Turns all grants of one role to another. Returns how many. */
export async function setRole(
  tx: Tx,
  from: RoleId,
  to: { readonly id: RoleId; readonly lists: number },
): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable('grants')
    .set({ role_id: to.id, set_id: to.id, lists: to.lists })
    .where('role_id', '=', from)
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}

/** In a project: grants whose custom role or service account is at home at this organization itself. */
function stayingBehind(db: Db, projectId: ResourceId, organizationId: ResourceId) {
  return db
    .selectFrom('grants')
    .leftJoin('roles', 'roles.id', 'grants.role_id')
    .leftJoin('service_accounts', 'service_accounts.id', 'grants.principal_id')
    .where('grants.project_id', '=', projectId)
    .where((eb) =>
      eb.or([
        eb('roles.home_id', '=', organizationId),
        eb('service_accounts.home_id', '=', organizationId),
      ]),
    );
}

export async function countStaying(
  db: Db,
  projectId: ResourceId,
  organizationId: ResourceId,
): Promise<number> {
  const row = await stayingBehind(db, projectId, organizationId)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** The newest of them. */
export function listStaying(
  db: Db,
  projectId: ResourceId,
  organizationId: ResourceId,
  limit: number,
) {
  return stayingBehind(db, projectId, organizationId)
    .select(['grants.id', 'roles.home_id as role_home_id'])
    .orderBy('grants.created_at', 'desc')
    .orderBy('grants.id', 'desc')
    .limit(limit)
    .execute();
}

export async function deleteStaying(
  tx: Tx,
  projectId: ResourceId,
  organizationId: ResourceId,
): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom('grants')
    .where('id', 'in', stayingBehind(tx, projectId, organizationId).select('grants.id'))
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

/** Grants to a deployment and on it; one that is both is counted once. */
export async function countAbout(db: Db, id: DeploymentId): Promise<number> {
  const row = await db
    .selectFrom('grants')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where((eb) => eb.or([eb('principal_id', '=', id), eb('resource_id', '=', id)]))
    .executeTakeFirstOrThrow();
  return row.count;
}

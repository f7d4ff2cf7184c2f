import type {
  DeploymentId,
  DeploymentKindId,
  GrantId,
  Permission,
  PrincipalId,
  PrincipalKind,
  ResourceId,
  RoleId,
  ServiceAccountId,
  UserId,
} from '@keywright/contract';
import { sql } from 'kysely';
import type { Hold } from '../../../plane/queries.ts';
import { type NodeRow, nodeColumns } from '../../../plane/tree/queries.ts';
import { listBitsOf } from '../../../storage/reach.ts';
import type { Db, Tx } from '../../../storage/storage.ts';

/** Grants with the names of what they refer to. A grant's principal is in exactly one of three tables. */
function grantRows(db: Db) {
  return db
    .selectFrom('grants')
    .innerJoin('resources', 'resources.id', 'grants.resource_id')
    .leftJoin('users', 'users.id', 'grants.principal_id')
    .leftJoin('service_accounts', 'service_accounts.id', 'grants.principal_id')
    .leftJoin('resources as deployment', 'deployment.id', 'grants.principal_id')
    .leftJoin('roles', 'roles.id', 'grants.role_id')
    .leftJoin('resources as kinds', 'kinds.id', 'grants.kind_id')
    .select([
      'grants.id',
      'grants.principal_kind',
      'grants.principal_id',
      'grants.role_id',
      'grants.set_id',
      'grants.resource_id',
      'grants.kind_id',
      'grants.ends_at',
      'grants.created_at',
      'grants.created_by_id',
      'grants.created_by_name',
      'resources.type as resource_type',
      'resources.name as resource_name',
      'resources.organization_id',
      'resources.project_id',
      'resources.env_id',
      'resources.kind_id as resource_kind_id',
      'roles.name as role_name',
      'roles.home_id as role_home_id',
      'kinds.name as kind_name',
      sql<string>`coalesce(users.display_name, service_accounts.name, deployment.name)`.as(
        'principal_name',
      ),
    ]);
}

export type GrantRow = Awaited<ReturnType<typeof readGrants>>[number];

/** Those that are there, newest first. */
export function readGrants(db: Db, ids: readonly GrantId[]) {
  return grantRows(db)
    .where('grants.id', 'in', ids)
    .orderBy('grants.created_at', 'desc')
    .orderBy('grants.id', 'desc')
    .execute();
}

export async function readGrant(db: Db, id: GrantId): Promise<GrantRow | undefined> {
  return grantRows(db).where('grants.id', '=', id).executeTakeFirst();
}

/** The same, locked until the transaction ends. */
export async function lockGrant(tx: Tx, id: GrantId): Promise<GrantRow | undefined> {
  await tx.selectFrom('grants').select('id').where('id', '=', id).forUpdate().execute();
  return readGrant(tx, id);
}

/** A person, kept from being changed until the transaction ends. */
export function holdPerson(tx: Tx, id: UserId, hold: Hold) {
  return tx
    .selectFrom('users')
    .select(['id', 'display_name as name'])
    .where('id', '=', id)
    .$if(hold === 'shared', (q) => q.forShare())
    .$if(hold === 'alone', (q) => q.forUpdate())
    .executeTakeFirst();
}

/** A service account that is not deleted, kept from being so until the transaction ends. */
export function holdAccount(tx: Tx, id: ServiceAccountId, hold: Hold) {
  return tx
    .selectFrom('service_accounts')
    .select(['id', 'name', 'home_id'])
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .$if(hold === 'shared', (q) => q.forShare())
    .$if(hold === 'alone', (q) => q.forUpdate())
    .executeTakeFirst();
}

/** A deployment that is not about to be deleted, with its project; kept from being so until the transaction ends. */
export function holdDeployment(tx: Tx, id: DeploymentId, hold: Hold) {
  return tx
    .selectFrom('deployments')
    .innerJoin('resources', 'resources.id', 'deployments.id')
    .select(nodeColumns)
    .where('deployments.id', '=', id)
    .where('deployments.deleting_at', 'is', null)
    .$if(hold === 'shared', (q) => q.forShare('deployments'))
    .$if(hold === 'alone', (q) => q.forUpdate('deployments'))
    .executeTakeFirst();
}

/** A role of either kind, kept as it is until the transaction ends. */
export function holdRole(tx: Tx, id: RoleId) {
  return tx
    .selectFrom('roles')
    .select(['id', 'name', 'home_id'])
    .where('id', '=', id)
    .forShare()
    .executeTakeFirst();
}

/** Who made a grant. */
export interface Maker {
  readonly kind: PrincipalKind | 'operator' | 'system';
  readonly id: PrincipalId | null;
  readonly name: string;
}

export interface NewGrant {
  readonly id: GrantId;
  readonly principal: { readonly kind: PrincipalKind; readonly id: PrincipalId };
  /** Null: a bare list of `permissions`. */
  readonly roleId: RoleId | null;
  readonly permissions: Iterable<string>;
  readonly node: Pick<NodeRow, 'id' | 'type' | 'organization_id' | 'project_id'>;
  readonly kindId: DeploymentKindId | null;
  readonly endsAt: number | null;
  readonly createdAt: number;
  readonly createdBy: Maker;
}

const valuesOf = (grant: NewGrant) => ({
  id: grant.id,
  principal_kind: grant.principal.kind,
  principal_id: grant.principal.id,
  role_id: grant.roleId,
  set_id: grant.roleId ?? grant.id,
  lists: listBitsOf(grant.permissions),
  resource_id: grant.node.id,
  resource_type: grant.node.type,
  organization_id: grant.node.organization_id,
  project_id: grant.node.project_id,
  kind_id: grant.kindId,
  ends_at: grant.endsAt,
  created_at: grant.createdAt,
  created_by_kind: grant.createdBy.kind,
  created_by_id: grant.createdBy.id,
  created_by_name: grant.createdBy.name,
});

/** Adds grants by one statement, but those that are there already; returns the ids of those added. */
export async function insertGrants(tx: Tx, grants: readonly NewGrant[]): Promise<GrantId[]> {
  const rows = await tx
    .insertInto('grants')
    .values(grants.map(valuesOf))
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute();
  return rows.map(({ id }) => id);
}

/** The bare list of a grant that has one. */
export async function insertList(
  tx: Tx,
  id: GrantId,
  permissions: readonly Permission[],
): Promise<void> {
  await tx
    .insertInto('set_permissions')
    .values(permissions.map((permission) => ({ set_id: id, permission })))
    .execute();
}

/** To whom, where and for which deployment kind. */
export interface Spot {
  readonly principalId: PrincipalId;
  readonly resourceId: ResourceId;
  readonly kindId: DeploymentKindId | null;
}

/** Removes the grant of this role there if it has ended, so that it can be given anew. */
export async function deleteEnded(
  tx: Tx,
  { principalId, resourceId, kindId }: Spot,
  roleId: RoleId,
  now: number,
): Promise<void> {
  await tx
    .deleteFrom('grants')
    .where('principal_id', '=', principalId)
    .where('resource_id', '=', resourceId)
    .where('kind_id', kindId === null ? 'is' : '=', kindId)
    .where('set_id', '=', roleId)
    .where('ends_at', '<=', now)
    .execute();
}

/** The bare lists granted there, ended ones too. */
export function barelyGranted(db: Db, { principalId, resourceId, kindId }: Spot) {
  return db
    .selectFrom('grants')
    .select(['id', 'ends_at'])
    .where('principal_id', '=', principalId)
    .where('resource_id', '=', resourceId)
    .where('kind_id', kindId === null ? 'is' : '=', kindId)
    .where('role_id', 'is', null)
    .execute();
}

export async function deleteGrant(tx: Tx, id: GrantId): Promise<void> {
  await tx.deleteFrom('grants').where('id', '=', id).execute();
}

/** Another person who is active and holds this role on this very resource without an end. */
export function otherLastingHolder(
  db: Db,
  { id, role_id, resource_id }: { id: GrantId; role_id: RoleId; resource_id: ResourceId },
) {
  return db
    .selectFrom('grants')
    .innerJoin('users', 'users.id', 'grants.principal_id')
    .select('users.id')
    .where('grants.resource_id', '=', resource_id)
    .where('grants.role_id', '=', role_id)
    .where('grants.kind_id', 'is', null)
    .where('grants.ends_at', 'is', null)
    .where('grants.id', '<>', id)
    .where('users.is_active', '=', 1)
    .limit(1)
    .executeTakeFirst();
}

/** Whether a person is active; undefined: there is no such person. */
export async function isActivePerson(db: Db, id: UserId): Promise<boolean | undefined> {
  const row = await db
    .selectFrom('users')
    .select('is_active')
    .where('id', '=', id)
    .executeTakeFirst();
  return row && row.is_active === 1;
}

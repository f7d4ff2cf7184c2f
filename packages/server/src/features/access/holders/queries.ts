import type {
  DeploymentId,
  PrincipalId,
  ResourceId,
  ServiceAccountId,
  UserId,
} from '@keywright/contract';
import type { Db } from '../../../storage/storage.ts';

/** Those of these ids that are people. */
export async function readPeople(db: Db, ids: readonly PrincipalId[]) {
  if (ids.length === 0) return [];
  return db
    .selectFrom('users')
    .select(['id', 'display_name as name', 'is_active', 'is_admin'])
    .where('id', 'in', ids as readonly UserId[])
    .execute();
}

/** Those of these ids that are service accounts, and not deleted. */
export async function readAccounts(db: Db, ids: readonly PrincipalId[]) {
  if (ids.length === 0) return [];
  return db
    .selectFrom('service_accounts')
    .select(['id', 'name', 'is_enabled', 'expires_at', 'deleted_at'])
    .where('id', 'in', ids as readonly ServiceAccountId[])
    .where('deleted_at', 'is', null)
    .execute();
}

/** Those of these ids that are deployments. */
export async function readDeployments(db: Db, ids: readonly PrincipalId[]) {
  if (ids.length === 0) return [];
  return db
    .selectFrom('deployments')
    .innerJoin('resources', 'resources.id', 'deployments.id')
    .select(['deployments.id', 'resources.name', 'is_enabled', 'deleting_at'])
    .where('deployments.id', 'in', ids as readonly DeploymentId[])
    .execute();
}

/** The grants of several principals that stand on these resources, ended ones too. */
export async function grantsOfSeveral(
  db: Db,
  principalIds: readonly PrincipalId[],
  resourceIds: readonly ResourceId[],
) {
  if (principalIds.length === 0 || resourceIds.length === 0) return [];
  return db
    .selectFrom('grants')
    .select(['id', 'principal_id', 'set_id', 'role_id', 'resource_id', 'kind_id', 'ends_at'])
    .where('principal_id', 'in', principalIds)
    .where('resource_id', 'in', resourceIds)
    .execute();
}

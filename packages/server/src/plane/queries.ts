import type {
  DeploymentTokenId,
  GrantId,
  Permission,
  PrincipalId,
  ResourceId,
  RoleId,
  ServiceAccountId,
  SessionId,
  TokenId,
  UserId,
} from '@keywright/contract';
import type { SigningPurpose } from '../storage/schema.ts';
import type { Db, Tx } from '../storage/storage.ts';

const ofUser = ['users.display_name', 'users.email', 'users.is_admin', 'users.is_active'] as const;

/** What the decision about a token needs, of tables `tokens`, `users` and (as `account`) `service_accounts`. */
export const ofToken = [
  'tokens.id',
  'tokens.user_id',
  'tokens.service_account_id',
  'tokens.name',
  'tokens.secret_sha256',
  'tokens.expires_at',
  'tokens.revoked_at',
  'tokens.access',
  'tokens.old_secret_sha256',
  'tokens.old_secret_ends_at',
  ...ofUser,
  'account.name as account_name',
  'account.home_id',
  'account.is_enabled',
  'account.expires_at as account_expires_at',
  'account.deleted_at as account_deleted_at',
] as const;

/** The same about a deployment's, of `deployment_tokens` (as `token`), `deployments` and `resources`. */
export const ofDeploymentToken = [
  'token.id',
  'token.deployment_id',
  'token.secret_sha256',
  'token.expires_at',
  'token.revoked_at',
  'resources.name as deployment_name',
  'deployments.is_enabled',
  'deployments.deleting_at',
] as const;

/** The same about a session, of `sessions` and `users`. */
export const ofSession = [
  'sessions.id',
  'sessions.user_id',
  'sessions.via',
  'sessions.device_name',
  'sessions.expires_at',
  'sessions.ended_at',
  ...ofUser,
] as const;

/** A token with its owner, by one indexed look-up. Deleted tokens too: they were revoked. */
export function tokenMaterial(db: Db, id: TokenId) {
  return db
    .selectFrom('tokens')
    .leftJoin('users', 'users.id', 'tokens.user_id')
    .leftJoin('service_accounts as account', 'account.id', 'tokens.service_account_id')
    .select(ofToken)
    .where('tokens.id', '=', id)
    .executeTakeFirst();
}

/** The same of a deployment's. Of one that is gone, its token is still told. */
export function deploymentTokenMaterial(db: Db, id: DeploymentTokenId) {
  return db
    .selectFrom('deployment_tokens as token')
    .leftJoin('deployments', 'deployments.id', 'token.deployment_id')
    .leftJoin('resources', 'resources.id', 'deployments.id')
    .select(ofDeploymentToken)
    .where('token.id', '=', id)
    .executeTakeFirst();
}

export function sessionMaterial(db: Db, id: SessionId) {
  return db
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .select(ofSession)
    .where('sessions.id', '=', id)
    .executeTakeFirst();
}

/**
 * How the caller's own rows are held. `shared`: next to other changes of the same caller. `alone`: one after the other,
 * for changes of the caller's own credentials. Two that share a row and then both want to change it deadlock; so
 * would two that each hold their own session and want to end the other's.
 */
export type Hold = 'shared' | 'alone';

/** Holds the caller's own rows still until the transaction ends, so that no revoke slips in between. */
export async function holdUser(tx: Tx, id: UserId, hold: Hold): Promise<void> {
  const row = tx.selectFrom('users').select('id').where('id', '=', id);
  await (hold === 'alone' ? row.forUpdate() : row.forShare()).execute();
}

export async function holdServiceAccount(tx: Tx, id: ServiceAccountId, hold: Hold): Promise<void> {
  const row = tx.selectFrom('service_accounts').select('id').where('id', '=', id);
  await (hold === 'alone' ? row.forUpdate() : row.forShare()).execute();
}

export async function holdToken(tx: Tx, id: TokenId, hold: Hold): Promise<void> {
  const row = tx.selectFrom('tokens').select('id').where('id', '=', id);
  await (hold === 'alone' ? row.forUpdate() : row.forShare()).execute();
}

export async function holdDeploymentToken(tx: Tx, id: DeploymentTokenId): Promise<void> {
  await tx.selectFrom('deployment_tokens').select('id').where('id', '=', id).forShare().execute();
}

export async function holdSession(tx: Tx, id: SessionId, hold: Hold): Promise<void> {
  const row = tx.selectFrom('sessions').select('id').where('id', '=', id);
  await (hold === 'alone' ? row.forUpdate() : row.forShare()).execute();
}

/**
 * The principal's grants that stand on these resources, ended ones too. In a transaction that changes something they
 * are held, so that what was allowed stays so until that change is made.
 */
export async function grantsOn(
  db: Db,
  principalId: PrincipalId,
  resourceIds: readonly ResourceId[],
) {
  if (resourceIds.length === 0) return [];
  return db
    .selectFrom('grants')
    .select(['id', 'set_id', 'resource_id', 'kind_id', 'ends_at'])
    .where('principal_id', '=', principalId)
    .where('resource_id', 'in', resourceIds)
    .$if(isTx(db), (q) => q.forShare())
    .execute();
}

/** The scopes of a token that name one of these resources, held as grants are. */
export async function scopesOn(db: Db, tokenId: TokenId, targetIds: readonly ResourceId[]) {
  if (targetIds.length === 0) return [];
  return db
    .selectFrom('token_scopes')
    .select(['permission', 'target_id'])
    .where('token_id', '=', tokenId)
    .where('target_id', 'in', targetIds)
    .$if(isTx(db), (q) => q.forShare())
    .execute();
}

/** Whether a token has a scope: of a permission (null: of any), for a resource (null: for any). */
export async function hasScope(
  db: Db,
  tokenId: TokenId,
  permission: Permission | null,
  targetId: ResourceId | null,
): Promise<boolean> {
  const row = await db
    .selectFrom('token_scopes')
    .select('id')
    .where('token_id', '=', tokenId)
    .$if(permission !== null, (q) => q.where('permission', '=', permission as Permission))
    .$if(targetId !== null, (q) => q.where('target_id', '=', targetId as ResourceId))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

const isTx = (db: Db): db is Tx => 'announce' in db;

/** The permissions of roles and of grants with a bare list, by set. */
export async function permissionsOf(db: Db, setIds: readonly (RoleId | GrantId)[]) {
  if (setIds.length === 0) return [];
  return db
    .selectFrom('set_permissions')
    .select(['set_id', 'permission'])
    .where('set_id', 'in', setIds)
    .execute();
}

/** Custom roles that contain one of the permissions and live at one of these resources. */
export function customRolesWith(
  db: Db,
  permissions: readonly Permission[],
  homeIds: readonly ResourceId[],
) {
  return db
    .selectFrom('roles')
    .innerJoin('set_permissions', 'set_permissions.set_id', 'roles.id')
    .select(['roles.id', 'roles.name', 'roles.home_id'])
    .where('roles.home_id', 'in', homeIds)
    .where('set_permissions.permission', 'in', permissions)
    .groupBy(['roles.id', 'roles.name', 'roles.home_id', 'roles.name_key'])
    .orderBy('roles.name_key')
    .limit(20)
    .execute();
}

export function signingKey(db: Db, purpose: SigningPurpose) {
  return db
    .selectFrom('signing_keys')
    .select(['id', 'secret'])
    .where('purpose', '=', purpose)
    .executeTakeFirst();
}

/** Adds the key unless another server was quicker; read it back to learn which one counts. */
export async function addSigningKey(
  tx: Tx,
  key: { id: string; purpose: SigningPurpose; secret: Uint8Array; at: number },
): Promise<void> {
  const { id, purpose, secret, at } = key;
  await tx
    .insertInto('signing_keys')
    .values({ id, purpose, secret, created_at: at })
    .onConflict((conflict) => conflict.column('purpose').doNothing())
    .execute();
}

import type {
  DeploymentTokenId,
  PrincipalId,
  RegisteredType,
  ResourceId,
  SessionId,
  TokenId,
} from '@keywright/contract';
import { positionColumns } from '../../storage/position.ts';
import type { Db } from '../../storage/storage.ts';
import { ofDeploymentToken, ofSession, ofToken } from '../queries.ts';
import type { SetId } from './kept.ts';

/*
 * What is to be kept in memory, each with its position in the change feed, by one statement: begun at the row of the feed's
 * head, so that there is a position also where there is nothing else.
 */

/** A token of a person or an account with its owner, once for each of its scopes, of at most so many. */
export function placedToken(db: Db, id: TokenId, mostScopes: number) {
  return db
    .selectFrom('feed_head')
    .leftJoin('tokens', (join) => join.on('tokens.id', '=', id))
    .leftJoin('users', 'users.id', 'tokens.user_id')
    .leftJoin('service_accounts as account', 'account.id', 'tokens.service_account_id')
    .leftJoin('token_scopes as scope', 'scope.token_id', 'tokens.id')
    .select(positionColumns(db.engine))
    .select(ofToken)
    .select(['scope.permission as scope_permission', 'scope.target_id as scope_target'])
    .limit(mostScopes)
    .execute();
}

export function placedDeploymentToken(db: Db, id: DeploymentTokenId) {
  return db
    .selectFrom('feed_head')
    .leftJoin('deployment_tokens as token', (join) => join.on('token.id', '=', id))
    .leftJoin('deployments', 'deployments.id', 'token.deployment_id')
    .leftJoin('resources', 'resources.id', 'deployments.id')
    .select(positionColumns(db.engine))
    .select(ofDeploymentToken)
    .executeTakeFirstOrThrow();
}

export function placedSession(db: Db, id: SessionId) {
  return db
    .selectFrom('feed_head')
    .leftJoin('sessions', (join) => join.on('sessions.id', '=', id))
    .leftJoin('users', 'users.id', 'sessions.user_id')
    .select(positionColumns(db.engine))
    .select(ofSession)
    .executeTakeFirstOrThrow();
}

const ofGrant = [
  'grants.id',
  'grants.set_id',
  'grants.resource_id',
  'grants.kind_id',
  'grants.ends_at',
] as const;

/** The principal's grants that stand on these resources, ended ones too. */
export function placedGrants(db: Db, principalId: PrincipalId, resourceIds: readonly ResourceId[]) {
  return db
    .selectFrom('feed_head')
    .leftJoin('grants', (join) =>
      join
        .on('grants.principal_id', '=', principalId)
        .on('grants.resource_id', 'in', [...resourceIds]),
    )
    .select(positionColumns(db.engine))
    .select(ofGrant)
    .execute();
}

/** Of the principal's grants that give this permission somewhere, the one that lasts longest. */
export function placedGrantOf(db: Db, principalId: PrincipalId, permission: string) {
  return db
    .selectFrom('feed_head')
    .leftJoin('grants', (join) =>
      join
        .on('grants.principal_id', '=', principalId)
        .on((on) =>
          on.exists(
            on
              .selectFrom('set_permissions as held')
              .select('held.set_id')
              .whereRef('held.set_id', '=', 'grants.set_id')
              .where('held.permission', '=', permission),
          ),
        ),
    )
    .select(positionColumns(db.engine))
    .select(ofGrant)
    .orderBy(
      (order) => order.fn.coalesce('grants.ends_at', order.lit(Number.MAX_SAFE_INTEGER)),
      'desc',
    )
    .limit(1)
    .executeTakeFirstOrThrow();
}

export function placedSet(db: Db, id: SetId) {
  return db
    .selectFrom('feed_head')
    .leftJoin('set_permissions as held', (join) => join.on('held.set_id', '=', id))
    .select(positionColumns(db.engine))
    .select('held.permission')
    .execute();
}

export function placedNode(db: Db, id: ResourceId) {
  return db
    .selectFrom('feed_head')
    .leftJoin('resources', (join) => join.on('resources.id', '=', id))
    .select(positionColumns(db.engine))
    .select([
      'resources.id',
      'resources.type',
      'resources.organization_id',
      'resources.project_id',
      'resources.env_id',
      'resources.kind_id',
    ])
    .executeTakeFirstOrThrow();
}

/** The scopes of a token that name one of these resources. */
export function placedScopes(db: Db, tokenId: TokenId, targetIds: readonly ResourceId[]) {
  return db
    .selectFrom('feed_head')
    .leftJoin('token_scopes as scope', (join) =>
      join.on('scope.token_id', '=', tokenId).on('scope.target_id', 'in', [...targetIds]),
    )
    .select(positionColumns(db.engine))
    .select(['scope.permission', 'scope.target_id'])
    .execute();
}

export function placedType(db: Db, type: string) {
  return db
    .selectFrom('feed_head')
    .leftJoin('entity_types', (join) => join.on('entity_types.type', '=', type as RegisteredType))
    .select(positionColumns(db.engine))
    .select('entity_types.operations')
    .executeTakeFirstOrThrow();
}

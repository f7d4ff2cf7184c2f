import type { DeploymentId, DeploymentTokenId, LeaseId } from '@keywright/contract';
import { sql } from 'kysely';
import type { SecretDigest } from '../../../../storage/schema-columns.ts';
import type { Db, Tx } from '../../../../storage/storage.ts';

/** Whether a lease holds a task of this deployment now. */
export async function holdsTaskOf(
  db: Db,
  deploymentId: DeploymentId,
  leaseId: LeaseId,
  now: number,
): Promise<boolean> {
  const row = await db
    .selectFrom('deployment_tasks')
    .select('id')
    .where('deployment_id', '=', deploymentId)
    .where('status', '=', sql.lit('Started' as const))
    .where('lease_id', '=', leaseId)
    .where('lease_ends_at', '>', now)
    .executeTakeFirst();
  return row !== undefined;
}

export interface NewDeploymentToken {
  readonly id: DeploymentTokenId;
  readonly deploymentId: DeploymentId;
  readonly digest: SecretDigest;
  /** Both in milliseconds since 1970. */
  readonly now: number;
  readonly expiresAt: number;
}

export async function insertDeploymentToken(tx: Tx, token: NewDeploymentToken): Promise<void> {
  await tx
    .insertInto('deployment_tokens')
    .values({
      id: token.id,
      deployment_id: token.deploymentId,
      secret_sha256: token.digest,
      created_at: token.now,
      expires_at: token.expiresAt,
      revoked_at: null,
    })
    .execute();
}

/** Some of the deployments' tokens that ended before this time, longest ago first. */
export async function tokensEndedBefore(
  db: Db,
  time: number,
  limit: number,
): Promise<DeploymentTokenId[]> {
  const rows = await db
    .selectFrom('deployment_tokens')
    .select('id')
    .where('expires_at', '<', time)
    .orderBy('expires_at')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

export async function deleteDeploymentTokens(
  tx: Tx,
  ids: readonly DeploymentTokenId[],
): Promise<void> {
  if (ids.length === 0) return;
  await tx.deleteFrom('deployment_tokens').where('id', 'in', ids).execute();
}

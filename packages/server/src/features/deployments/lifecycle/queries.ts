import type {
  DeploymentId,
  DeploymentStatus,
  DeploymentTaskId,
  HelmChartId,
  K8sClusterId,
  ResourceId,
} from '@keywright/contract';
import type { ExpressionBuilder } from 'kysely';
import { nodeColumns } from '../../../plane/tree/queries.ts';
import type { Schema } from '../../../storage/schema.ts';
import type { Flag } from '../../../storage/schema-columns.ts';
import type { Db, Tx } from '../../../storage/storage.ts';
import { asCanceled, type Canceling } from '../tasks/as-canceled.ts';

/** Whether another deployment of the cluster has this namespace. Final while the cluster is locked. */
export async function isNamespaceTaken(
  tx: Tx,
  { clusterId, namespace, id }: { clusterId: K8sClusterId; namespace: string; id: DeploymentId },
): Promise<boolean> {
  const row = await tx
    .selectFrom('deployments')
    .select('id')
    .where('cluster_id', '=', clusterId)
    .where('namespace', '=', namespace)
    .where('id', '<>', id)
    .executeTakeFirst();
  return row !== undefined;
}

/** What of a deployment its own row holds, and people change. */
export interface DeploymentSettings {
  readonly cluster_id: K8sClusterId;
  readonly helm_chart_id: HelmChartId;
  readonly is_enabled: Flag;
  readonly status: DeploymentStatus;
  readonly reason: string | null;
  readonly description_md: string | null;
  /** JSON. */
  readonly config: string;
  /** JSON. */
  readonly values_override: string;
  readonly namespace: string;
}

export async function insertDeployment(
  tx: Tx,
  id: DeploymentId,
  settings: DeploymentSettings,
): Promise<void> {
  await tx
    .insertInto('deployments')
    .values({ id, ...settings, revision_id: null, reported_status: null, deleting_at: null })
    .execute();
}

export async function setDeployment(
  tx: Tx,
  id: DeploymentId,
  settings: Partial<DeploymentSettings> & {
    readonly deleting_at?: number;
    readonly revision_id?: DeploymentTaskId | null;
  },
): Promise<void> {
  await tx.updateTable('deployments').set(settings).where('id', '=', id).execute();
}

/**
 * Lets what is asked of a deployment for later be done where it is to stand then. What is due is done before it leaves.
 */
export async function followDeployment(
  tx: Tx,
  id: DeploymentId,
  to: Pick<DeploymentSettings, 'cluster_id' | 'namespace'>,
  now: number,
): Promise<void> {
  const { cluster_id, namespace } = to;
  await tx
    .updateTable('deployment_tasks')
    .set({ cluster_id, namespace })
    .where('deployment_id', '=', id)
    .where('status', '=', 'Pending')
    .where('operation_name', 'in', ['InvokeAction', 'RestartK8sResource'])
    .where('execute_at', '>', now)
    .execute();
}

/** Cancels the tasks of a deployment that have not started. */
export async function cancelPendingTasks(
  tx: Tx,
  id: DeploymentId,
  canceling: Canceling,
): Promise<DeploymentTaskId[]> {
  const rows = await tx
    .updateTable('deployment_tasks')
    .set(asCanceled(canceling))
    .where('deployment_id', '=', id)
    .where('status', '=', 'Pending')
    .returning('id')
    .execute();
  return rows.map((row) => row.id);
}

/** Fails the one that a runner works at; its lease holds nothing any more. */
export async function failStartedTask(
  tx: Tx,
  id: DeploymentId,
  { now, reason }: { readonly now: number; readonly reason: string },
): Promise<DeploymentTaskId[]> {
  const rows = await tx
    .updateTable('deployment_tasks')
    .set({ status: 'Failed', reason, finished_at: now, lease_ends_at: null })
    .where('deployment_id', '=', id)
    .where('status', '=', 'Started')
    .returning('id')
    .execute();
  return rows.map((row) => row.id);
}

const isActive = (now: number) => (eb: ExpressionBuilder<Schema, 'deployment_tokens'>) =>
  eb.and([eb('expires_at', '>', now), eb('revoked_at', 'is', null)]);

/** Revokes the tokens of a deployment that would still be good; returns how many. */
export async function revokeDeploymentTokens(
  tx: Tx,
  id: DeploymentId,
  now: number,
): Promise<number> {
  const done = await tx
    .updateTable('deployment_tokens')
    .set({ revoked_at: now })
    .where('deployment_id', '=', id)
    .where(isActive(now))
    .executeTakeFirst();
  return Number(done.numUpdatedRows);
}

export async function countActiveTokens(db: Db, id: DeploymentId, now: number): Promise<number> {
  const row = await db
    .selectFrom('deployment_tokens')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('deployment_id', '=', id)
    .where(isActive(now))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** When one of its tokens was last used; null: never. Milliseconds since 1970. */
export async function lastTokenUse(db: Db, id: DeploymentId): Promise<number | null> {
  const row = await db
    .selectFrom('deployment_tokens')
    .innerJoin('credential_usage', 'credential_usage.credential_id', 'deployment_tokens.id')
    .select((eb) => eb.fn.max<number | null>('credential_usage.last_used_at').as('at'))
    .where('deployment_tokens.deployment_id', '=', id)
    .executeTakeFirstOrThrow();
  return row.at;
}

export async function countPendingTasks(db: Db, id: DeploymentId): Promise<number> {
  const row = await db
    .selectFrom('deployment_tasks')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('deployment_id', '=', id)
    .where('status', '=', 'Pending')
    .executeTakeFirstOrThrow();
  return row.count;
}

/** A node that is about to be deleted, with all below it. */
export interface DoomedNode {
  readonly type: 'organization' | 'project' | 'env';
  readonly id: ResourceId;
}

function deploymentsIn(db: Db, { type, id }: DoomedNode) {
  return db
    .selectFrom('resources')
    .where(`resources.${type}_id`, '=', id)
    .where('resources.type', '=', 'deployment');
}

/** How many deployments below a node are not uninstalled. */
export async function countInstalledIn(db: Db, node: DoomedNode): Promise<number> {
  const row = await deploymentsIn(db, node)
    .innerJoin('deployments', 'deployments.id', 'resources.id')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('deployments.status', '<>', 'Uninstalled')
    .executeTakeFirstOrThrow();
  return row.count;
}

/** The nodes of all deployments below a node. */
export async function deploymentsBelow(db: Db, node: DoomedNode) {
  const rows = await deploymentsIn(db, node).select(nodeColumns).execute();
  return rows.map((row) => ({ ...row, id: row.id as DeploymentId }));
}

/** The newest task of each of these deployments, of those that have had one. */
export function readLastTasks(db: Db, ids: readonly DeploymentId[]) {
  return db
    .selectFrom('deployments')
    .innerJoin('deployment_tasks as task', (join) =>
      join.on('task.id', '=', (eb) =>
        eb
          .selectFrom('deployment_tasks as newest')
          .select('newest.id')
          .whereRef('newest.deployment_id', '=', 'deployments.id')
          .orderBy('newest.created_at', 'desc')
          .orderBy('newest.id', 'desc')
          .limit(1),
      ),
    )
    .select(['task.id', 'task.deployment_id', 'task.created_at'])
    .select(['task.operation_name', 'task.status'])
    .where('deployments.id', 'in', ids)
    .execute();
}

export type LastTaskRow = Awaited<ReturnType<typeof readLastTasks>>[number];

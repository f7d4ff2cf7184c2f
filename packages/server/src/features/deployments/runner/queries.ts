import type { DeploymentTaskId, K8sClusterId, LeaseId, TaskStatus } from '@keywright/contract';
import { sql } from 'kysely';
import { isRefusedBy, OvertakenError } from '../../../storage/errors.ts';
import type { Db, Tx } from '../../../storage/storage.ts';

// Written out, and no parameters: SQLite takes an index of some rows only where the statement names these.
const pending = sql.lit('Pending' as const);
const started = sql.lit('Started' as const);

/** Tasks of a cluster that wait for nothing but their time, in their turn. */
function claimable(db: Db, clusterId: K8sClusterId) {
  return db
    .selectFrom('deployment_tasks as next')
    .where('next.cluster_id', '=', clusterId)
    .where('next.status', '=', pending)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('deployment_tasks as busy')
            .select('busy.id')
            .whereRef('busy.deployment_id', '=', 'next.deployment_id')
            .where('busy.status', '=', started),
        ),
      ),
    )
    .orderBy('next.execute_at')
    .orderBy('next.created_at')
    .orderBy('next.id')
    .limit(1);
}

/** When the next task of a cluster can be claimed, in milliseconds since 1970; undefined: there is none. */
export async function nextDueAt(db: Db, clusterId: K8sClusterId): Promise<number | undefined> {
  const row = await claimable(db, clusterId).select('next.execute_at').executeTakeFirst();
  return row?.execute_at;
}

export interface Claim {
  readonly clusterId: K8sClusterId;
  readonly leaseId: LeaseId;
  /** Both in milliseconds since 1970. */
  readonly now: number;
  readonly leaseEndsAt: number;
}

export type TaskRow = NonNullable<Awaited<ReturnType<typeof readTask>>>;

/**
 * Takes the next due task of a cluster that is locked, if there is one. Throws OvertakenError where its deployment has
 * moved, and its old cluster's runner began on it at this very moment.
 */
export async function claimNextTask(tx: Tx, claim: Claim): Promise<TaskRow | undefined> {
  const { clusterId, leaseId, now, leaseEndsAt } = claim;
  const next = claimable(tx, clusterId)
    .select('next.id')
    .where('next.execute_at', '<=', now)
    .forUpdate();
  try {
    return await tx
      .updateTable('deployment_tasks')
      .set((eb) => ({
        status: 'Started',
        attempts: eb('attempts', '+', 1),
        first_attempted_at: eb.fn.coalesce('first_attempted_at', eb.val(now)),
        started_at: now,
        lease_id: leaseId,
        lease_ends_at: leaseEndsAt,
      }))
      .where('id', '=', next)
      .returningAll()
      .executeTakeFirst();
  } catch (error) {
    if (!isRefusedBy('deployment_tasks_one_at_a_time', error)) throw error;
    throw new OvertakenError('Another cluster has a task of this deployment.', { cause: error });
  }
}

export function readTask(db: Db, id: DeploymentTaskId) {
  return db.selectFrom('deployment_tasks').selectAll().where('id', '=', id).executeTakeFirst();
}

export function lockTask(tx: Tx, id: DeploymentTaskId) {
  return tx
    .selectFrom('deployment_tasks')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

export async function extendLease(
  tx: Tx,
  id: DeploymentTaskId,
  leaseEndsAt: number,
): Promise<void> {
  await tx
    .updateTable('deployment_tasks')
    .set({ lease_ends_at: leaseEndsAt })
    .where('id', '=', id)
    .execute();
}

export interface Output {
  /** Its place: how many bytes there were before it. */
  readonly at: number;
  readonly text: string;
  /** With it. */
  readonly bytes: number;
  /** Whether something was left out, now or before. */
  readonly isCut: boolean;
}

/** Adds to what a locked task printed; an empty text adds nothing. */
export async function addOutput(tx: Tx, id: DeploymentTaskId, output: Output): Promise<void> {
  const { at, text, bytes, isCut } = output;
  if (text !== '') {
    await tx.insertInto('task_outputs').values({ task_id: id, seq: at, text }).execute();
  }
  await tx
    .updateTable('deployment_tasks')
    .set({ output_bytes: bytes, is_output_cut: isCut ? 1 : 0 })
    .where('id', '=', id)
    .execute();
}

export interface End {
  readonly status: Extract<TaskStatus, 'Done' | 'Failed'>;
  readonly reason: string | null;
  /** JSON, or null. */
  readonly response: string | null;
  /** The lease that it was ended with, by which the same report is known again. */
  readonly leaseId: LeaseId | null;
  readonly now: number;
}

/** Ends a locked task. */
export async function setEnded(tx: Tx, id: DeploymentTaskId, end: End): Promise<void> {
  const { status, reason, response, leaseId, now } = end;
  await tx
    .updateTable('deployment_tasks')
    .set({
      status,
      reason,
      response,
      finished_at: now,
      lease_id: leaseId,
      lease_ends_at: null,
    })
    .where('id', '=', id)
    .execute();
}

/** Puts a locked task back in line, at its old place. */
export async function setPendingAgain(tx: Tx, id: DeploymentTaskId): Promise<void> {
  await tx
    .updateTable('deployment_tasks')
    .set({ status: 'Pending', lease_id: null, lease_ends_at: null })
    .where('id', '=', id)
    .execute();
}

/** Some of the tasks whose leases have run out. */
export async function lapsedTasks(db: Db, now: number, limit: number): Promise<DeploymentTaskId[]> {
  const rows = await db
    .selectFrom('deployment_tasks')
    .select('id')
    .where('status', '=', started)
    .where('lease_ends_at', '<=', now)
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

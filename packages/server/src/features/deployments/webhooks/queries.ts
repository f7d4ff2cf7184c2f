import {
  type DeploymentId,
  type DeploymentTaskId,
  type DeploymentWebhookId,
  operationNameOf,
  type PrincipalId,
  type PrincipalKind,
  type TaskOperation,
} from '@keywright/contract';
import type { Slice } from '../../../request/paging.ts';
import type { Db, Tx } from '../../../storage/storage.ts';
import { siblingKey } from '../../../storage/text-search.ts';

/** An address with its last delivery, if one is remembered. */
export type WebhookRow = Awaited<ReturnType<typeof listWebhooks>>[number];

/** A page of a deployment's addresses, by name. */
export function listWebhooks(db: Db, deploymentId: DeploymentId, slice: Slice) {
  return withLastDelivery(db)
    .where('webhook.deployment_id', '=', deploymentId)
    .orderBy('webhook.sibling_key')
    .limit(slice.limit)
    .offset(slice.offset)
    .execute();
}

export async function countWebhooks(db: Db, deploymentId: DeploymentId): Promise<number> {
  const row = await db
    .selectFrom('deployment_webhooks')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('deployment_id', '=', deploymentId)
    .executeTakeFirstOrThrow();
  return row.count;
}

export function readWebhook(db: Db, id: DeploymentWebhookId): Promise<WebhookRow | undefined> {
  return withLastDelivery(db).where('webhook.id', '=', id).executeTakeFirst();
}

function withLastDelivery(db: Db) {
  return db
    .selectFrom('deployment_webhooks as webhook')
    .leftJoin('webhook_deliveries as last', (join) =>
      join
        .onRef('last.webhook_id', '=', 'webhook.id')
        .on((eb) =>
          eb(
            'last.delivery_id',
            '=',
            eb
              .selectFrom('webhook_deliveries as one')
              .select('one.delivery_id')
              .whereRef('one.webhook_id', '=', 'webhook.id')
              .orderBy('one.at', 'desc')
              .limit(1),
          ),
        ),
    )
    .selectAll('webhook')
    .select(['last.at as last_at', 'last.task_id as last_task_id']);
}

export interface NewWebhook {
  readonly id: DeploymentWebhookId;
  readonly deploymentId: DeploymentId;
  readonly name: string;
  readonly operation: TaskOperation;
  readonly hiddenInputs: readonly string[];
  readonly takesBody: boolean;
  readonly createdBy: {
    readonly kind: PrincipalKind;
    readonly id: PrincipalId;
    readonly name: string;
  };
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Adds one; false: the deployment has one of that name. */
export async function insertWebhook(tx: Tx, webhook: NewWebhook): Promise<boolean> {
  const { createdBy } = webhook;
  const done = await tx
    .insertInto('deployment_webhooks')
    .values({
      id: webhook.id,
      deployment_id: webhook.deploymentId,
      name: webhook.name,
      sibling_key: siblingKey(webhook.name),
      operation_name: operationNameOf(webhook.operation),
      operation: JSON.stringify(webhook.operation),
      hidden_inputs: JSON.stringify(webhook.hiddenInputs),
      takes_body: webhook.takesBody ? 1 : 0,
      created_at: webhook.now,
      created_by_kind: createdBy.kind,
      created_by_id: createdBy.id,
      created_by_name: createdBy.name,
    })
    .onConflict((conflict) => conflict.columns(['deployment_id', 'sibling_key']).doNothing())
    .executeTakeFirst();
  return done.numInsertedOrUpdatedRows === 1n;
}

/** The name of the one that has this name, which may be spelt otherwise. */
export async function webhookNamed(
  db: Db,
  deploymentId: DeploymentId,
  name: string,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('deployment_webhooks')
    .select('name')
    .where('deployment_id', '=', deploymentId)
    .where('sibling_key', '=', siblingKey(name))
    .executeTakeFirst();
  return row?.name;
}

/** Removes one, and what is remembered of its deliveries. */
export async function deleteWebhook(tx: Tx, id: DeploymentWebhookId): Promise<void> {
  await tx.deleteFrom('deployment_webhooks').where('id', '=', id).execute();
}

/** Which task a delivery made; undefined: it has not come before, or is forgotten. */
export async function deliveredTask(
  db: Db,
  id: DeploymentWebhookId,
  deliveryId: string,
): Promise<DeploymentTaskId | undefined> {
  const row = await db
    .selectFrom('webhook_deliveries')
    .select('task_id')
    .where('webhook_id', '=', id)
    .where('delivery_id', '=', deliveryId)
    .executeTakeFirst();
  return row?.task_id;
}

export interface Delivery {
  readonly webhook_id: DeploymentWebhookId;
  readonly delivery_id: string;
  readonly task_id: DeploymentTaskId;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export async function insertDelivery(tx: Tx, delivery: Delivery): Promise<void> {
  await tx.insertInto('webhook_deliveries').values(delivery).execute();
}

/** Forgets deliveries to an address from before a time, in milliseconds since 1970. */
export async function forgetDeliveries(
  tx: Tx,
  id: DeploymentWebhookId,
  before: number,
): Promise<void> {
  await tx
    .deleteFrom('webhook_deliveries')
    .where('webhook_id', '=', id)
    .where('at', '<', before)
    .execute();
}

import type { DeploymentWebhook, TaskOperation } from '@keywright/contract';
import type { Resource, Rights } from '../../../plane/decide.ts';
import { wireTime } from '../../../request/time.ts';
import { shownOperation } from '../tasks/hidden-inputs.ts';
import type { WebhookRow } from './queries.ts';

interface Shown {
  readonly rights: Pick<Rights, 'may'>;
  /** Of its deployment. */
  readonly place: Resource;
  /** What people open, without a final slash. */
  readonly siteUrl: string;
}

/** An address as the wire shows it to this caller. */
export function presentWebhook(
  row: WebhookRow,
  { rights, place, siteUrl }: Shown,
): DeploymentWebhook {
  const { last_at, last_task_id } = row;
  const operation = JSON.parse(row.operation) as TaskOperation;
  return {
    id: row.id,
    created_at: wireTime(row.created_at),
    deployment_id: row.deployment_id,
    name: row.name,
    operation: shownOperation(operation, JSON.parse(row.hidden_inputs) as string[]),
    takes_body: row.takes_body === 1,
    url: `${siteUrl}/api/v2/deployment-webhooks/${row.id}`,
    created_by: { id: row.created_by_id, name: row.created_by_name },
    last_delivery:
      last_at === null || last_task_id === null
        ? null
        : { at: wireTime(last_at), task_id: last_task_id },
    abilities: rights.may('deployment.update', place) ? ['delete'] : [],
  };
}

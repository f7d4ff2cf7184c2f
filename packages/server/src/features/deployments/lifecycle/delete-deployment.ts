import { type AuditChange, type DeploymentTaskId, endpoints } from '@keywright/contract';
import { placeOf } from '../../../plane/tree/node.ts';
import { type Asked, changeOperation, unchanged } from '../../../request/operation.ts';
import { wireTimeOrNull } from '../../../request/time.ts';
import type { Tx } from '../../../storage/storage.ts';
import type { DeploymentNeeds } from '../handed-in.ts';
import type { DeploymentRow } from '../queries.ts';
import { actingOf } from '../tasks/acting.ts';
import { heldDeployment } from '../tasks/held-deployment.ts';
import { countWebhooks } from '../webhooks/queries.ts';
import { addTasks } from './add-tasks.ts';
import { uninstalled } from './after-change.ts';
import { forgetDeployment } from './forget-deployment.ts';
import {
  countActiveTokens,
  countPendingTasks,
  lastTokenUse,
  revokeDeploymentTokens,
  setDeployment,
} from './queries.ts';

type Endpoint = typeof endpoints.deleteDeployment;

export const deleteDeploymentOperation = (needs: DeploymentNeeds) =>
  changeOperation<Endpoint, DeploymentRow>(endpoints.deleteDeployment, {
    async target(tx, { params }) {
      const row = await heldDeployment(tx, needs.lockPath, params.id);
      return row && { row, resource: placeOf(row), visible: 'deployment.read' };
    },
    async preview(tx, { now }, { id }) {
      return {
        dry_run: true,
        grants: await needs.countGrantsAbout(tx, id),
        tokens: await countActiveTokens(tx, id, now),
        webhooks: await countWebhooks(tx, id),
        pending_tasks: await countPendingTasks(tx, id),
        last_used: wireTimeOrNull(await lastTokenUse(tx, id)),
      };
    },
    async run(tx, asked, row) {
      const gone = await remove(tx, needs, asked, row);
      return { output: undefined, audit: gone ? auditOf(row, gone) : unchanged };
    },
  });

interface Gone {
  readonly tokens: number;
  readonly grants: number;
  readonly is_forced: boolean;
  readonly task_id: DeploymentTaskId | null;
}

/** Undefined: it is on its way out already. */
async function remove(
  tx: Tx,
  needs: DeploymentNeeds,
  asked: Asked<Endpoint>,
  row: DeploymentRow,
): Promise<Gone | undefined> {
  const { caller, now } = asked;
  const isUninstalled = row.status === 'Uninstalled';
  const isForced = asked.query.force === true && !isUninstalled;
  const grants = await needs.countGrantsAbout(tx, row.id);
  if (isForced || isUninstalled) {
    const reason = `${row.name} was deleted.`;
    const tokens = await forgetDeployment(tx, needs, row, {
      acting: actingOf(caller),
      now,
      reason,
    });
    return { tokens, grants, is_forced: isForced, task_id: null };
  }
  if (row.deleting_at !== null && row.status !== 'Error') return undefined;
  const tokens = await revokeDeploymentTokens(tx, row.id, now);
  await needs.removeGrantsOf(tx, row.id);
  const deleting_at = row.deleting_at ?? now;
  await setDeployment(tx, row.id, { status: 'Deleting', reason: null, deleting_at });
  const task_id = await addTasks(tx, row, [uninstalled(row)], asked);
  return { tokens, grants, is_forced: false, task_id };
}

function auditOf({ id, name, env_id, env_name }: DeploymentRow, gone: Gone): AuditChange {
  if (env_id === null) throw new Error('A deployment stands in an env.');
  return {
    action: 'deployment.delete',
    target: { kind: 'deployment', id, name },
    details: { parent_id: env_id, parent_name: env_name, ...gone },
  };
}

import { type DeploymentKindId, endpoints } from '@keywright/contract';
import { announceChange } from '../../../audit/write-audit-event.ts';
import { refOf } from '../../../plane/tree/node.ts';
import { changeOperation } from '../../../request/operation.ts';
import { Problem } from '../../../request/problem.ts';
import type { Tx } from '../../../storage/storage.ts';
import { auditTarget } from '../audit-details.ts';
import { deleteNode } from '../deletion/queries.ts';
import { lockPath } from '../lock-path.ts';
import type { PlainRow } from '../queries.ts';
import { deploymentKinds, shownTarget } from '../shown.ts';
import { countGrantsFor, countOfKind, holdersFor } from './queries.ts';
import { seesKinds } from './read-kinds.ts';

/** Beyond so many holders of lost grants, the others learn of it when their pages next look. */
const mostTold = 1000;

export const deleteDeploymentKindOperation = () =>
  changeOperation<typeof endpoints.deleteDeploymentKind, PlainRow>(endpoints.deleteDeploymentKind, {
    async target(tx, { params, caller, now }) {
      await lockPath(tx, params.id, 1);
      const target = await shownTarget(deploymentKinds, tx, params.id);
      return target && { ...target, visible: await seesKinds(tx, caller, now) };
    },
    async preview(tx, _, row) {
      const id = row.id as DeploymentKindId;
      await refuseInUse(tx, id);
      return {
        dry_run: true,
        resources: [{ type: row.type, count: 1 }],
        examples: [refOf(row)],
        service_accounts: 0,
        tokens: 0,
        roles: 0,
        grants: await countGrantsFor(tx, id),
        last_used: null,
      };
    },
    async run(tx, _, row) {
      const id = row.id as DeploymentKindId;
      await refuseInUse(tx, id);
      const grants = await countGrantsFor(tx, id);
      const holders = await holdersFor(tx, id, mostTold);
      await deleteNode(tx, id);
      for (const holder of holders) announceChange(tx, 'grant', id, holder);
      return {
        output: undefined,
        audit: {
          action: 'deployment_kind.delete',
          target: auditTarget('deployment_kind', row),
          details: { grants },
        },
      };
    },
  });

async function refuseInUse(tx: Tx, id: DeploymentKindId): Promise<void> {
  const deployments = await countOfKind(tx, id);
  if (deployments === 0) return;
  const what = deployments === 1 ? 'a deployment is' : `${deployments} deployments are`;
  throw new Problem('conflict', {
    message: `This kind stays while ${what} of it. Delete them first.`,
  });
}

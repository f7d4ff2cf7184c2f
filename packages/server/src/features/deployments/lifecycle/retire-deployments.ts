import type { Caller } from '../../../plane/principal.ts';
import type { Tx } from '../../../storage/storage.ts';
import type { DeploymentNeeds } from '../handed-in.ts';
import { actingOf } from '../tasks/acting.ts';
import { endDeployment } from './forget-deployment.ts';
import { type DoomedNode, deploymentsBelow } from './queries.ts';

/** Ends all deployments below a node that goes with all below it. The nodes are locked, and nothing is installed there. */
export const retireDeploymentsIn =
  (needs: Pick<DeploymentNeeds, 'removeGrantsOf'>) =>
  async (
    tx: Tx,
    node: DoomedNode & { readonly name: string },
    { caller, now }: { readonly caller: Caller; readonly now: number },
  ): Promise<void> => {
    const forgetting = { acting: actingOf(caller), now, reason: `${node.name} was deleted.` };
    for (const row of await deploymentsBelow(tx, node)) {
      await endDeployment(tx, needs, row, forgetting);
    }
  };

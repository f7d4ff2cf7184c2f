import type { DeploymentId, K8sClusterId } from '@keywright/contract';
import type { Tx } from '../../../storage/storage.ts';
import { namespacesFor } from './namespace.ts';
import { isNamespaceTaken } from './queries.ts';

/** The namespace of a deployment in a cluster that is locked for this change. */
export async function freeNamespace(
  tx: Tx,
  clusterId: K8sClusterId,
  deployment: { readonly id: DeploymentId; readonly name: string; readonly kindName: string },
): Promise<string> {
  const { plain, distinct } = namespacesFor(deployment);
  const isTaken = await isNamespaceTaken(tx, { clusterId, namespace: plain, id: deployment.id });
  return isTaken ? distinct : plain;
}

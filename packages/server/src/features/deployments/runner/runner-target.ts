import type { DeploymentTaskId } from '@keywright/contract';
import type { Caller } from '../../../plane/principal.ts';
import { below } from '../../../plane/tree/node.ts';
import { readNode } from '../../../plane/tree/queries.ts';
import type { Target } from '../../../request/operation.ts';
import type { Db } from '../../../storage/storage.ts';
import { type ClusterRow, readCluster, readTask, type TaskRow } from './queries.ts';

/** A cluster for whoever registered it; to everybody else there is nothing here, whatever they may do elsewhere. */
export async function clusterTarget(
  db: Db,
  { principal }: Caller,
  cluster: ClusterRow | undefined,
): Promise<Target<ClusterRow> | undefined> {
  if (cluster?.runner_id !== principal.id) return undefined;
  const env = await readNode(db, cluster.env_id);
  return env && { row: cluster, resource: below(env, 'k8s_cluster'), visible: true };
}

/** A task for the runner of its cluster, decided on as the cluster is: its deployment may be gone already. */
export async function taskTarget(
  db: Db,
  caller: Caller,
  id: DeploymentTaskId,
): Promise<Target<TaskRow> | undefined> {
  const task = await readTask(db, id);
  const cluster = task && (await readCluster(db, task.cluster_id));
  const target = await clusterTarget(db, caller, cluster);
  return task && target && { ...target, row: task };
}

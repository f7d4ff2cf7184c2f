import type { DeploymentTaskId } from '@keywright/contract';
import type { Caller } from '../../../plane/principal.ts';
import type { Target } from '../../../request/operation.ts';
import type { Db } from '../../../storage/storage.ts';
import { clusterPlace } from '../clusters/cluster-sight.ts';
import { type ClusterRow, readCluster } from '../clusters/queries.ts';
import { readTask, type TaskRow } from './queries.ts';

/** A cluster for whoever registered it; to everybody else there is nothing here, whatever they may do elsewhere. */
export function runnerTarget(
  { principal }: Caller,
  row: ClusterRow | undefined,
): Target<ClusterRow> | undefined {
  if (row?.runner_id !== principal.id) return undefined;
  return { row, resource: clusterPlace(row), visible: true };
}

/** A task for the runner of its cluster, decided on as the cluster is: its deployment may be gone already. */
export async function taskTarget(
  db: Db,
  caller: Caller,
  id: DeploymentTaskId,
): Promise<Target<TaskRow> | undefined> {
  const task = await readTask(db, id);
  const cluster = task && (await readCluster(db, task.cluster_id));
  const target = runnerTarget(caller, cluster);
  return task && target && { ...target, row: task };
}

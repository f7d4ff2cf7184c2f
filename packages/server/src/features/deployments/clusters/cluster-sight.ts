import type { K8sClusterId } from '@keywright/contract';
import type { Resource } from '../../../plane/decide.ts';
import { below } from '../../../plane/tree/node.ts';
import type { Db } from '../../../storage/storage.ts';
import { type ClusterRow, readCluster } from './queries.ts';

/** Where a cluster is decided on: at its env. */
export function clusterPlace(row: ClusterRow): Resource {
  const { organization_id, project_id, env_id } = row;
  const env = { id: env_id, organization_id, project_id, env_id, kind_id: null };
  return { ...below(env, 'k8s_cluster'), id: row.id };
}

export async function clusterTarget(db: Db, id: K8sClusterId) {
  const row = await readCluster(db, id);
  return row && { row, resource: clusterPlace(row) };
}

/** How long a runner may be silent before its cluster is not ok, and another may take it over. */
const silenceMs = 60_000;

/** Whether a runner has been silent for too long. */
export function isSilent({ last_seen_at }: Pick<ClusterRow, 'last_seen_at'>, now: number): boolean {
  return now - last_seen_at >= silenceMs;
}

type Health = Pick<ClusterRow, 'last_seen_at' | 'is_ok' | 'not_ok_reason'>;

/** What is wrong with a cluster; undefined: its runner says that it is ok, and has been seen lately. */
export function troubleOf(row: Health, now: number): string | undefined {
  if (isSilent(row, now)) return 'Its runner has not been seen for a minute.';
  if (row.is_ok === 1) return undefined;
  return row.not_ok_reason ?? 'Its runner has not said yet that it is ok.';
}

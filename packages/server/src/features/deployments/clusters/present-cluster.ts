import type { K8sCluster, K8sClusterId } from '@keywright/contract';
import type { Rights } from '../../../plane/decide.ts';
import type { Plane } from '../../../plane/plane.ts';
import type { Caller } from '../../../plane/principal.ts';
import { wireTime } from '../../../request/time.ts';
import type { Db } from '../../../storage/storage.ts';
import { clusterPlace, troubleOf } from './cluster-sight.ts';
import { type ClusterRow, readCluster } from './queries.ts';

interface Asking {
  readonly plane: Plane;
  readonly caller: Caller;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Clusters as the wire shows them to this caller, in their order: one look at their rights for all. */
export async function presentClusters(
  db: Db,
  { plane, caller, now }: Asking,
  rows: readonly ClusterRow[],
): Promise<K8sCluster[]> {
  const rights = await plane.rights(db, caller, rows.map(clusterPlace));
  return rows.map((row) => present(rights, row, now));
}

/** One, read again after a change to it. */
export async function presentCluster(
  db: Db,
  asking: Asking,
  id: K8sClusterId,
): Promise<K8sCluster> {
  const row = await readCluster(db, id);
  const [one] = await presentClusters(db, asking, row ? [row] : []);
  if (!one) throw new Error('A cluster is shown that is not there.');
  return one;
}

function present(rights: Rights, row: ClusterRow, now: number): K8sCluster {
  const trouble = troubleOf(row, now);
  return {
    id: row.id,
    env_id: row.env_id,
    provider_id: row.provider_id,
    created_at: wireTime(row.created_at),
    last_seen_at: wireTime(row.last_seen_at),
    name: row.name,
    region_name: row.region_name,
    is_ok: trouble === undefined,
    not_ok_reason: trouble ?? null,
    ignore: row.is_ignored === 1,
    ingress_domain: row.ingress_domain,
    ingress_class: row.ingress_class,
    ingress_tls_secret_name: row.ingress_tls_secret_name,
    grafana_url: row.grafana_url,
    grafana_datasource_name: row.grafana_datasource_name,
    env: { id: row.env_id, name: row.env_name },
    runner: { kind: row.runner_kind, id: row.runner_id, name: row.runner_name },
    abilities: abilitiesOn(rights, row),
  };
}

function abilitiesOn(rights: Rights, row: ClusterRow): K8sCluster['abilities'] {
  const place = clusterPlace(row);
  const all: K8sCluster['abilities'] = ['update', 'delete'];
  return all.filter((ability) => rights.may(`k8s_cluster.${ability}`, place));
}

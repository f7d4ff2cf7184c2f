import { type BodyOf, type EnvId, endpoints } from '@keywright/contract';
import { announceAt } from '../../../audit/write-audit-event.ts';
import type { Plane } from '../../../plane/plane.ts';
import type { Caller } from '../../../plane/principal.ts';
import { below } from '../../../plane/tree/node.ts';
import { readNode } from '../../../plane/tree/queries.ts';
import { permit } from '../../../request/authorize.ts';
import { changeOperation, unchanged } from '../../../request/operation.ts';
import { Problem } from '../../../request/problem.ts';
import type { Tx } from '../../../storage/storage.ts';
import type { DeploymentNeeds } from '../handed-in.ts';
import { clusterAudited, inEnv } from './audit-cluster.ts';
import { lockedCluster } from './lock-cluster.ts';
import { presentCluster } from './present-cluster.ts';
import { type ClusterRow, type ClusterSettings, hasCluster, setCluster } from './queries.ts';
import { refuseInUse } from './refuse-in-use.ts';

type Body = BodyOf<typeof endpoints.updateK8sCluster>;

/** What is left out or null stays as it is, as Platz's clients send what they do not want to change; an empty text is none. */
export const updateK8sClusterOperation = ({ plane, lockPath }: DeploymentNeeds) =>
  changeOperation<typeof endpoints.updateK8sCluster, ClusterRow>(endpoints.updateK8sCluster, {
    target: (tx, { params, body }) =>
      lockedCluster(tx, lockPath, { id: params.id, to: body.env_id }),
    async run(tx, { body, caller, now }, row) {
      const to = settingsOf(row, body);
      const fields = changedFields(row, to);
      if (to.env_id !== row.env_id) await enter(plane, tx, { caller, row, to: to.env_id });
      if (fields.length > 0) await setCluster(tx, row.id, to);
      const output = await presentCluster(tx, { plane, caller, now }, row.id);
      if (fields.length === 0) return { output, audit: unchanged };
      return {
        output,
        audit: {
          action: 'k8s_cluster.update',
          target: clusterAudited(row),
          details: { ...inEnv(row), fields: fields.map(wireName) },
        },
      };
    },
  });

function settingsOf(row: ClusterRow, body: Body): ClusterSettings {
  const text = (asked: string | null | undefined, present: string | null) =>
    asked === undefined || asked === null ? present : asked || null;
  const ignore = body.ignore ?? row.is_ignored === 1;
  return {
    env_id: body.env_id ?? row.env_id,
    is_ignored: ignore ? 1 : 0,
    ingress_domain: text(body.ingress_domain, row.ingress_domain),
    ingress_class: text(body.ingress_class, row.ingress_class),
    ingress_tls_secret_name: text(body.ingress_tls_secret_name, row.ingress_tls_secret_name),
    grafana_url: text(body.grafana_url, row.grafana_url),
    grafana_datasource_name: text(body.grafana_datasource_name, row.grafana_datasource_name),
  };
}

function changedFields(from: ClusterSettings, to: ClusterSettings) {
  const all = Object.keys(to) as (keyof ClusterSettings)[];
  return all.filter((field) => from[field] !== to[field]);
}

const wireName = (field: keyof ClusterSettings) => (field === 'is_ignored' ? 'ignore' : field);

/** Tells the env that it comes to. Throws where the caller may not register clusters there, or this one cannot leave. */
async function enter(
  plane: Plane,
  tx: Tx,
  { caller, row, to }: { caller: Caller; row: ClusterRow; to: EnvId },
): Promise<void> {
  const node = await readNode(tx, to);
  // The same words as for one that they may not see.
  if (node?.type !== 'env') throw new Problem('not_found');
  const resource = below(node, 'k8s_cluster');
  const target = { row: node, resource, visible: 'env.read' } as const;
  await permit(plane, tx, { caller, target, permission: 'k8s_cluster.create' });
  await refuseInUse(tx, row, 'stays in its env');
  if (await hasCluster(tx, to, row.provider_id)) {
    throw new Problem('conflict', {
      message: `${node.name} has a cluster with the provider_id ${row.provider_id} already.`,
    });
  }
  announceAt(tx, resource, { kind: 'k8s_cluster', id: row.id, change: 'update' });
}

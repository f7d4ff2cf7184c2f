import { randomUUIDv7 } from 'node:crypto';
import {
  type AuditChange,
  type BodyOf,
  type EnvId,
  endpoints,
  type K8sClusterId,
} from '@keywright/contract';
import { announceAt } from '../../../audit/write-audit-event.ts';
import { below } from '../../../plane/tree/node.ts';
import type { NodeRow } from '../../../plane/tree/queries.ts';
import { changeOperation, ownRecord } from '../../../request/operation.ts';
import { Problem } from '../../../request/problem.ts';
import type { Tx } from '../../../storage/storage.ts';
import type { DeploymentNeeds } from '../handed-in.ts';
import { clusterAudited, inEnv } from './audit-cluster.ts';
import { clusterPlace, isSilent, troubleOf } from './cluster-sight.ts';
import { presentCluster } from './present-cluster.ts';
import {
  type ClusterRow,
  insertCluster,
  lockClusterOf,
  type Runner,
  setRegistered,
  setSeen,
} from './queries.ts';

type Body = BodyOf<typeof endpoints.registerK8sCluster>;

/** What a runner says of itself when it starts, each time. */
export const registerK8sClusterOperation = ({ plane, lockPath }: DeploymentNeeds) =>
  changeOperation<typeof endpoints.registerK8sCluster, NodeRow>(endpoints.registerK8sCluster, {
    async target(tx, { body }) {
      const env = await lockPath(tx, body.env_id, 0);
      if (env?.type !== 'env') return undefined;
      return { row: env, resource: below(env, 'k8s_cluster'), visible: 'env.read' };
    },
    async run(tx, { body, caller, now }, env) {
      const { kind, id: runnerId, name } = caller.principal;
      const runner: Runner = { kind, id: runnerId, name };
      const id = await addCluster(tx, { body, runner, now });
      if (id) {
        const target = clusterAudited({ id, name: body.name });
        return {
          output: await presentCluster(tx, { plane, caller, now }, id),
          audit: {
            action: 'k8s_cluster.create',
            target,
            details: { parent_id: env.id, parent_name: env.name },
          },
        };
      }
      const found = await lockClusterOf(tx, body.env_id, providerIdOf(body));
      if (!found) throw new Problem('internal');
      const audit = await foundAgain(tx, found, { body, runner, now });
      return { output: await presentCluster(tx, { plane, caller, now }, found.id), audit };
    },
  });

interface Registration {
  readonly body: Body;
  readonly runner: Runner;
  readonly now: number;
}

const providerIdOf = ({ provider_id, name }: Body) => provider_id ?? name;

/** Undefined: the env has it already. */
async function addCluster(
  tx: Tx,
  { body, runner, now }: Registration,
): Promise<K8sClusterId | undefined> {
  const id = randomUUIDv7() as K8sClusterId;
  const isNew = await insertCluster(tx, {
    id,
    envId: body.env_id as EnvId,
    providerId: providerIdOf(body),
    name: body.name,
    regionName: body.region_name ?? '',
    ingressDomain: body.ingress_domain || null,
    runner,
    now,
  });
  return isNew ? id : undefined;
}

async function foundAgain(
  tx: Tx,
  row: ClusterRow,
  { body, runner, now }: Registration,
): Promise<AuditChange | typeof ownRecord> {
  const isHandedOver = row.runner_id !== runner.id;
  if (isHandedOver && !isSilent(row, now)) throw workedFor(row, now);

  // What the one before said of it is not what this one says.
  const seen = isHandedOver ? { is_ok: 0 as const, not_ok_reason: null } : row;
  const { is_ok, not_ok_reason } = seen;
  await setSeen(tx, row.id, { last_seen_at: now, is_ok, not_ok_reason });
  const { name, region_name = row.region_name } = body;
  const fields = [
    ...(name === row.name ? [] : ['name']),
    ...(region_name === row.region_name ? [] : ['region_name']),
  ];
  if (fields.length === 0 && !isHandedOver) {
    const isBack = troubleOf(row, now) !== troubleOf({ ...row, last_seen_at: now }, now);
    const news = { kind: 'k8s_cluster', id: row.id, change: 'update' } as const;
    if (isBack) announceAt(tx, clusterPlace(row), news);
    return ownRecord;
  }
  await setRegistered(tx, row.id, { name, region_name, runner });
  return {
    action: 'k8s_cluster.update',
    target: clusterAudited({ id: row.id, name }),
    details: {
      ...inEnv(row),
      fields,
      ...(isHandedOver && { runner: { from: row.runner_name, to: runner.name } }),
    },
  };
}

function workedFor({ name, runner_name, last_seen_at }: ClusterRow, now: number): Problem {
  const seconds = Math.floor((now - last_seen_at) / 1000);
  return new Problem('conflict', {
    message: `${runner_name} works for ${name}, and was seen ${seconds} seconds ago. Stop it and wait a minute, or register a cluster with another provider_id.`,
  });
}

import { endpoints } from '@keywright/contract';
import { announceAt } from '../../../../audit/write-audit-event.ts';
import { changeOperation, ownRecord } from '../../../../request/operation.ts';
import { Problem } from '../../../../request/problem.ts';
import type { DeploymentNeeds } from '../../handed-in.ts';
import { clusterPlace, troubleOf } from '../cluster-sight.ts';
import { lockedCluster } from '../lock-cluster.ts';
import { type ClusterRow, type Seen, setSeen, wantedOn } from '../queries.ts';
import { refuseTwice } from './refuse-twice.ts';
import { storeReport } from './store-report.ts';

/** A runner's sign of life. Only of the principal that registered the cluster: others hear that there is none. */
export const reportK8sClusterOperation = ({ lockPath }: DeploymentNeeds) =>
  changeOperation<typeof endpoints.reportK8sCluster, ClusterRow>(endpoints.reportK8sCluster, {
    target: (tx, { params }) => lockedCluster(tx, lockPath, { id: params.id }),
    async run(tx, { body, caller, now }, row) {
      if (row.runner_id !== caller.principal.id) throw new Problem('not_found');
      const { deployments = [] } = body;
      refuseTwice(deployments);
      const seen: Seen = {
        last_seen_at: now,
        is_ok: body.is_ok ? 1 : 0,
        not_ok_reason: body.is_ok ? null : (body.not_ok_reason ?? 'Its runner gave no reason.'),
      };
      await setSeen(tx, row.id, seen);
      if (troubleOf(row, now) !== troubleOf(seen, now)) {
        const news = { kind: 'k8s_cluster', id: row.id, change: 'update' } as const;
        announceAt(tx, clusterPlace(row), news);
      }
      await storeReport(tx, { clusterId: row.id, deployments, now });
      return { output: { deployment_ids: await wantedOn(tx, row.id) }, audit: ownRecord };
    },
  });

import type { K8sClusterId } from '@keywright/contract';
import { announceAt } from '../../../../audit/write-audit-event.ts';
import { placeOf } from '../../../../plane/tree/node.ts';
import type { Tx } from '../../../../storage/storage.ts';
import {
  deleteParts,
  lockThere,
  type PartRow,
  partsOf,
  putParts,
  type ReportedRow,
  reportedOn,
  setReportedStatus,
} from '../parts/queries.ts';
import { noDiff, type PartsDiff, partsDiff, type ReportedDeployment } from './parts-diff.ts';
import { type StatusDiff, statusDiff } from './status-diff.ts';

interface Reporting {
  /** Locked by this change: no other report of it is stored meanwhile. */
  readonly clusterId: K8sClusterId;
  readonly deployments: readonly ReportedDeployment[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** One deployment that is not as it was reported last. */
interface Change {
  readonly row: ReportedRow;
  readonly parts: PartsDiff;
  readonly status: StatusDiff | undefined;
}

/**
 * Stores what a runner sees of its deployments, and tells who watches what changed. Deployments of other clusters are
 * passed over: one that has just been moved or deleted is no lie.
 */
export async function storeReport(tx: Tx, reporting: Reporting): Promise<void> {
  const { clusterId, deployments, now } = reporting;
  const rows = await reportedOn(
    tx,
    clusterId,
    deployments.map(({ id }) => id),
  );
  const parts = Map.groupBy(
    await partsOf(
      tx,
      rows.map(({ id }) => id),
    ),
    (part) => part.deployment_id,
  );
  const byId = new Map(deployments.map((one) => [one.id, one]));
  const changes = rows
    .map((row) => changeOf(row, parts.get(row.id) ?? [], byId.get(row.id), reporting))
    .filter((change) => change !== undefined);
  // Only those, so that reports of what is quiet are in nobody's way.
  const there = await lockThere(
    tx,
    clusterId,
    changes.map(({ row }) => row.id),
  );
  for (const change of changes) {
    if (there.has(change.row.id)) await storeChange(tx, change, { clusterId, now });
  }
}

function changeOf(
  row: ReportedRow,
  stored: readonly PartRow[],
  reported: ReportedDeployment | undefined,
  { clusterId, now }: Reporting,
): Change | undefined {
  const { resources, status: asked } = reported ?? {};
  const parts = resources ? partsDiff(stored, resources, clusterId) : noDiff;
  const status = asked && statusDiff(row.reported_status, asked, now);
  const isNothing = Object.values(parts).every((some) => some.length === 0) && !status;
  return isNothing ? undefined : { row, parts, status };
}

async function storeChange(
  tx: Tx,
  { row, parts, status }: Change,
  { clusterId, now }: Pick<Reporting, 'clusterId' | 'now'>,
): Promise<void> {
  const { added, changed, gone } = parts;
  await deleteParts(tx, gone);
  await putParts(tx, { deploymentId: row.id, clusterId, parts: [...added, ...changed], now });
  if (status) await setReportedStatus(tx, row.id, status.text);
  const place = placeOf(row);
  const tell = (id: string, change: 'create' | 'update' | 'delete') =>
    announceAt(tx, place, { kind: 'k8s_resource', id, change });
  for (const id of gone) tell(id, 'delete');
  for (const { id } of added) tell(id, 'create');
  for (const { id } of changed) tell(id, 'update');
  if (status?.isNews) announceAt(tx, place, { kind: 'deployment', id: row.id, change: 'update' });
}

import type { DeploymentId, K8sClusterId, K8sResourceId } from '@keywright/contract';
import { sql } from 'kysely';
import { nodeColumns } from '../../../../plane/tree/queries.ts';
import type { Slice } from '../../../../request/paging.ts';
import { inReach, type Reach } from '../../../../storage/reach.ts';
import { isOpenedDeployment } from '../../../../storage/reach-of-deployments.ts';
import type { Db, Tx } from '../../../../storage/storage.ts';
import { fold, holdsText } from '../../../../storage/text-search.ts';

const partColumns = [
  'part.id',
  'part.deployment_id',
  'part.cluster_id',
  'part.kind',
  'part.api_version',
  'part.name',
  'part.status_color',
  'part.metadata',
  'part.last_updated_at',
] as const;

export type PartRow = NonNullable<Awaited<ReturnType<typeof readPart>>>;

export function readPart(db: Db, id: K8sResourceId) {
  return db
    .selectFrom('k8s_resources as part')
    .select(partColumns)
    .where('part.id', '=', id)
    .executeTakeFirst();
}

export interface PartQuestion {
  readonly reach: Reach;
  readonly cluster_id?: K8sClusterId | undefined;
  readonly deployment_id?: DeploymentId | undefined;
  /** Contained in it. */
  readonly kind?: string | undefined;
  /** Contained in it. */
  readonly name?: string | undefined;
}

/** By name. */
export function listParts(
  db: Db,
  question: PartQuestion,
  { limit, offset }: Slice,
): Promise<PartRow[]> {
  return matching(db, question)
    .select(partColumns)
    .orderBy('part.name_key')
    .orderBy('part.id')
    .limit(limit)
    .offset(offset)
    .execute();
}

export async function countParts(db: Db, question: PartQuestion): Promise<number> {
  const row = await matching(db, question)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

function matching(db: Db, { reach, cluster_id, deployment_id, kind, name }: PartQuestion) {
  const isNarrow = cluster_id !== undefined || deployment_id !== undefined;
  return db
    .selectFrom('k8s_resources as part')
    .$if(deployment_id !== undefined, (q) =>
      q.where('part.deployment_id', '=', deployment_id as DeploymentId),
    )
    .$if(cluster_id !== undefined, (q) =>
      q.where('part.cluster_id', '=', cluster_id as K8sClusterId),
    )
    .$if(!!kind, (q) => q.where(holdsText(db.engine, sql`lower(part.kind)`, kind ?? '')))
    .$if(!!name, (q) => q.where(holdsText(db.engine, sql.ref('part.name_key'), name ?? '')))
    .$if(reach.kind !== 'everything', (q) =>
      q
        .innerJoin('resources', 'resources.id', 'part.deployment_id')
        .where(isNarrow ? inReach(reach, 'resources') : isOpenedDeployment(reach, 'resources')),
    );
}

/** Those of these deployments that are on the cluster, with their place and what was reported of them. */
export async function reportedOn(db: Db, id: K8sClusterId, ids: readonly DeploymentId[]) {
  if (ids.length === 0) return [];
  return db
    .selectFrom('deployments')
    .innerJoin('resources', 'resources.id', 'deployments.id')
    .select(nodeColumns)
    .select(['deployments.id', 'deployments.reported_status'])
    .where('deployments.id', 'in', ids)
    .where('deployments.cluster_id', '=', id)
    .execute();
}

export type ReportedRow = Awaited<ReturnType<typeof reportedOn>>[number];

/** All parts of these deployments. */
export async function partsOf(db: Db, ids: readonly DeploymentId[]): Promise<PartRow[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom('k8s_resources as part')
    .select(partColumns)
    .where('part.deployment_id', 'in', ids)
    .execute();
}

/** Keeps those of these deployments that are still on the cluster for this change alone; returns which those are. */
export async function lockThere(
  tx: Tx,
  clusterId: K8sClusterId,
  ids: readonly DeploymentId[],
): Promise<ReadonlySet<DeploymentId>> {
  if (ids.length === 0) return new Set();
  const rows = await tx
    .selectFrom('deployments')
    .select('id')
    .where('id', 'in', ids)
    .where('cluster_id', '=', clusterId)
    .orderBy('id')
    .forUpdate()
    .execute();
  return new Set(rows.map((row) => row.id));
}

export interface PartToPut {
  readonly id: K8sResourceId;
  readonly kind: string;
  readonly api_version: string;
  readonly name: string;
  /** JSON. */
  readonly status_color: string;
  /** JSON. */
  readonly metadata: string;
}

interface Put {
  readonly deploymentId: DeploymentId;
  readonly clusterId: K8sClusterId;
  readonly parts: readonly PartToPut[];
  readonly now: number;
}

/** Adds parts of one deployment; one that it has by kind and name keeps its id, and is as reported now. */
export async function putParts(
  tx: Tx,
  { deploymentId, clusterId, parts, now }: Put,
): Promise<void> {
  if (parts.length === 0) return;
  await tx
    .insertInto('k8s_resources')
    .values(
      parts.map((part) => ({
        ...part,
        name_key: fold(part.name),
        deployment_id: deploymentId,
        cluster_id: clusterId,
        last_updated_at: now,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['deployment_id', 'kind', 'name']).doUpdateSet((row) => ({
        cluster_id: row.ref('excluded.cluster_id'),
        api_version: row.ref('excluded.api_version'),
        status_color: row.ref('excluded.status_color'),
        metadata: row.ref('excluded.metadata'),
        last_updated_at: row.ref('excluded.last_updated_at'),
      })),
    )
    .execute();
}

export async function deleteParts(tx: Tx, ids: readonly K8sResourceId[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.deleteFrom('k8s_resources').where('id', 'in', ids).execute();
}

export async function deletePartsOfCluster(tx: Tx, id: K8sClusterId): Promise<void> {
  await tx.deleteFrom('k8s_resources').where('cluster_id', '=', id).execute();
}

/** `status`: JSON. */
export async function setReportedStatus(tx: Tx, id: DeploymentId, status: string): Promise<void> {
  await tx
    .updateTable('deployments')
    .set({ reported_status: status })
    .where('id', '=', id)
    .execute();
}

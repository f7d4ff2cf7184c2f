import type { DeploymentId } from '@keywright/contract';
import { nodeColumns } from '../../plane/tree/queries.ts';
import type { Db, Tx } from '../../storage/storage.ts';

function deployments(db: Db) {
  return db
    .selectFrom('deployments')
    .innerJoin('resources', 'resources.id', 'deployments.id')
    .innerJoin('resources as kind', 'kind.id', 'resources.kind_id')
    .innerJoin('resources as env', 'env.id', 'resources.env_id')
    .innerJoin('resources as project', 'project.id', 'resources.project_id')
    .innerJoin('k8s_clusters as cluster', 'cluster.id', 'deployments.cluster_id')
    .innerJoin('helm_charts as chart', 'chart.id', 'deployments.helm_chart_id')
    .select(nodeColumns)
    .select([
      'deployments.id',
      'deployments.cluster_id',
      'deployments.helm_chart_id',
      'deployments.is_enabled',
      'deployments.status',
      'deployments.reason',
      'deployments.description_md',
      'deployments.revision_id',
      'deployments.reported_status',
      'deployments.config',
      'deployments.values_override',
      'deployments.namespace',
      'deployments.deleting_at',
      'kind.id as kind_node_id',
      'kind.name as kind_name',
      'env.name as env_name',
      'project.name as project_name',
      'cluster.name as cluster_name',
      'chart.image_tag',
      'chart.image_digest',
    ]);
}

/** A deployment with its place and the names around it; `placeOf` takes it. */
export type DeploymentRow = Awaited<ReturnType<typeof readDeployments>>[number];

/** Those of these that are there, by name. */
export async function readDeployments(db: Db, ids: readonly DeploymentId[]) {
  if (ids.length === 0) return [];
  return deployments(db)
    .where('deployments.id', 'in', ids)
    .orderBy('resources.name_key')
    .orderBy('deployments.id')
    .execute();
}

/** Keeps the deployment's own row for this change alone; its node is to be held before. */
export async function lockDeployment(tx: Tx, id: DeploymentId): Promise<void> {
  await tx.selectFrom('deployments').select('id').where('id', '=', id).forUpdate().execute();
}

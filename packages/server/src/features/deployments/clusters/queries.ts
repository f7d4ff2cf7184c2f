import type {
  DeploymentId,
  EnvId,
  K8sClusterId,
  PrincipalId,
  PrincipalKind,
} from '@keywright/contract';
import { sql } from 'kysely';
import type { Slice } from '../../../request/paging.ts';
import { inReach, type Reach, underReach } from '../../../storage/reach.ts';
import type { Flag } from '../../../storage/schema-columns.ts';
import type { Db, Tx } from '../../../storage/storage.ts';
import { fold, holdsText } from '../../../storage/text-search.ts';

function clusters(db: Db) {
  return db
    .selectFrom('k8s_clusters as cluster')
    .innerJoin('resources as env', 'env.id', 'cluster.env_id')
    .select([
      'cluster.id',
      'cluster.env_id',
      'cluster.provider_id',
      'cluster.name',
      'cluster.region_name',
      'cluster.runner_kind',
      'cluster.runner_id',
      'cluster.runner_name',
      'cluster.last_seen_at',
      'cluster.is_ok',
      'cluster.not_ok_reason',
      'cluster.is_ignored',
      'cluster.ingress_domain',
      'cluster.ingress_class',
      'cluster.ingress_tls_secret_name',
      'cluster.grafana_url',
      'cluster.grafana_datasource_name',
      'cluster.created_at',
      'env.name as env_name',
      'env.organization_id',
      'env.project_id',
    ]);
}

export type ClusterRow = NonNullable<Awaited<ReturnType<typeof readCluster>>>;

export function readCluster(db: Db, id: K8sClusterId) {
  return clusters(db).where('cluster.id', '=', id).executeTakeFirst();
}

/** The same, for this change alone. Its env is to be held before. */
export function lockCluster(tx: Tx, id: K8sClusterId) {
  return clusters(tx).where('cluster.id', '=', id).forUpdate('cluster').executeTakeFirst();
}

/** The env's cluster that its provider calls so, for this change alone. */
export function lockClusterOf(tx: Tx, envId: EnvId, providerId: string) {
  return clusters(tx)
    .where('cluster.env_id', '=', envId)
    .where('cluster.provider_id', '=', providerId)
    .forUpdate('cluster')
    .executeTakeFirst();
}

/** Whether the env has a cluster that is called so. Final while the env is for this change alone. */
export async function hasCluster(db: Db, envId: EnvId, providerId: string): Promise<boolean> {
  const row = await db
    .selectFrom('k8s_clusters')
    .select('id')
    .where('env_id', '=', envId)
    .where('provider_id', '=', providerId)
    .executeTakeFirst();
  return row !== undefined;
}

export interface ClusterQuestion {
  readonly reach: Reach;
  readonly env_id?: EnvId | undefined;
  /** Contained in it. */
  readonly name?: string | undefined;
}

/** By name. */
export function listClusters(
  db: Db,
  question: ClusterQuestion,
  { limit, offset }: Slice,
): Promise<ClusterRow[]> {
  // The page is cut before its rows are read as a whole.
  const page = matching(db, question)
    .select('cluster.id')
    .orderBy('cluster.name_key')
    .orderBy('cluster.id')
    .limit(limit)
    .offset(offset);
  return clusters(db)
    .where('cluster.id', 'in', page)
    .orderBy('cluster.name_key')
    .orderBy('cluster.id')
    .execute();
}

export async function countClusters(db: Db, question: ClusterQuestion): Promise<number> {
  const row = await matching(db, question)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

function matching(db: Db, { reach, env_id, name }: ClusterQuestion) {
  const isNarrow = env_id !== undefined;
  return db
    .selectFrom('k8s_clusters as cluster')
    .$if(env_id !== undefined, (q) => q.where('cluster.env_id', '=', env_id as EnvId))
    .$if(!!name, (q) => q.where(holdsText(db.engine, sql.ref('cluster.name_key'), name ?? '')))
    .$if(reach.kind !== 'everything', (q) =>
      q
        .innerJoin('resources as env', 'env.id', 'cluster.env_id')
        .where(isNarrow ? inReach(reach, 'env') : underReach(reach, envColumns)),
    );
}

const envColumns = {
  organization: 'env.organization_id',
  project: 'env.project_id',
  self: 'env.id',
} as const;

export interface NewCluster {
  readonly id: K8sClusterId;
  readonly envId: EnvId;
  readonly providerId: string;
  readonly name: string;
  readonly regionName: string;
  readonly ingressDomain: string | null;
  readonly runner: Runner;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Who registered a cluster. */
export interface Runner {
  readonly kind: PrincipalKind;
  readonly id: PrincipalId;
  readonly name: string;
}

/** False where the env has one that its provider calls so. Of two at once the index lets one in. */
export async function insertCluster(tx: Tx, cluster: NewCluster): Promise<boolean> {
  const added = await tx
    .insertInto('k8s_clusters')
    .values({
      id: cluster.id,
      env_id: cluster.envId,
      provider_id: cluster.providerId,
      name: cluster.name,
      name_key: fold(cluster.name),
      region_name: cluster.regionName,
      runner_kind: cluster.runner.kind,
      runner_id: cluster.runner.id,
      runner_name: cluster.runner.name,
      last_seen_at: cluster.now,
      is_ok: 0,
      not_ok_reason: null,
      is_ignored: 0,
      ingress_domain: cluster.ingressDomain,
      ingress_class: null,
      ingress_tls_secret_name: null,
      grafana_url: null,
      grafana_datasource_name: null,
      created_at: cluster.now,
    })
    .onConflict((conflict) => conflict.columns(['env_id', 'provider_id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return added !== undefined;
}

/** What a runner says of a cluster. */
export interface Seen {
  readonly last_seen_at: number;
  readonly is_ok: Flag;
  readonly not_ok_reason: string | null;
}

export async function setSeen(tx: Tx, id: K8sClusterId, seen: Seen): Promise<void> {
  const { last_seen_at, is_ok, not_ok_reason } = seen;
  await tx
    .updateTable('k8s_clusters')
    .set({ last_seen_at, is_ok, not_ok_reason })
    .where('id', '=', id)
    .execute();
}

/** What a runner calls its cluster, and whose it is. */
export interface Registered {
  readonly name: string;
  readonly region_name: string;
  readonly runner: Runner;
}

export async function setRegistered(tx: Tx, id: K8sClusterId, to: Registered): Promise<void> {
  const { name, region_name, runner } = to;
  await tx
    .updateTable('k8s_clusters')
    .set({
      name,
      name_key: fold(name),
      region_name,
      runner_kind: runner.kind,
      runner_id: runner.id,
      runner_name: runner.name,
    })
    .where('id', '=', id)
    .execute();
}

/** What people set. */
export type ClusterSettings = Pick<
  ClusterRow,
  | 'env_id'
  | 'is_ignored'
  | 'ingress_domain'
  | 'ingress_class'
  | 'ingress_tls_secret_name'
  | 'grafana_url'
  | 'grafana_datasource_name'
>;

export async function setCluster(tx: Tx, id: K8sClusterId, to: ClusterSettings): Promise<void> {
  const { env_id, is_ignored, ingress_domain, ingress_class } = to;
  const { ingress_tls_secret_name, grafana_url, grafana_datasource_name } = to;
  await tx
    .updateTable('k8s_clusters')
    .set({
      ...{ env_id, is_ignored, ingress_domain, ingress_class },
      ...{ ingress_tls_secret_name, grafana_url, grafana_datasource_name },
    })
    .where('id', '=', id)
    .execute();
}

export async function deleteCluster(tx: Tx, id: K8sClusterId): Promise<void> {
  await tx.deleteFrom('k8s_clusters').where('id', '=', id).execute();
}

/** How many deployments are on it; those that are about to go too. */
export async function countDeploymentsOn(db: Db, id: K8sClusterId): Promise<number> {
  const row = await db
    .selectFrom('deployments')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('cluster_id', '=', id)
    .executeTakeFirstOrThrow();
  return row.count;
}

/** How many tasks its runner has still to do or to finish, of deployments that have left it. */
export async function countUnfinishedTasksOf(db: Db, id: K8sClusterId): Promise<number> {
  const pending = db
    .selectFrom('deployment_tasks')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('cluster_id', '=', id)
    .where('status', '=', 'Pending');
  const started = db
    .selectFrom('deployment_tasks')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('cluster_id', '=', id)
    .where('status', '=', 'Started');
  const both = await pending.unionAll(started).execute();
  return both.reduce((sum, { count }) => sum + count, 0);
}

/** What ought to run there: enabled, and not about to be deleted. */
export async function wantedOn(db: Db, id: K8sClusterId): Promise<DeploymentId[]> {
  const rows = await db
    .selectFrom('deployments')
    .select('id')
    .where('cluster_id', '=', id)
    .where('is_enabled', '=', 1)
    .where('deleting_at', 'is', null)
    .orderBy('id')
    .execute();
  return rows.map((row) => row.id);
}

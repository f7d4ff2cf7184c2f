import { type BodyOf, type DeploymentId, endpoints } from '@keywright/contract';
import { placeOf } from '../../../plane/tree/node.ts';
import { permit } from '../../../request/authorize.ts';
import { type Asked, changeOperation, unchanged } from '../../../request/operation.ts';
import { Problem } from '../../../request/problem.ts';
import type { Tx } from '../../../storage/storage.ts';
import { type ClusterRow, lockCluster } from '../clusters/queries.ts';
import type { DeploymentNeeds } from '../handed-in.ts';
import { type DeploymentRow, lockDeployment, readDeployments } from '../queries.ts';
import { addTasks } from './add-tasks.ts';
import { afterChange, type Settings } from './after-change.ts';
import { changesOf } from './changes-of.ts';
import { presentOne } from './present-deployment.ts';
import { followDeployment, revokeDeploymentTokens, setDeployment } from './queries.ts';
import { settingsOf } from './settings.ts';
import { wantedSettings } from './wanted-settings.ts';

type Endpoint = typeof endpoints.updateDeployment;
type UpdateAsked = Asked<Endpoint>;

interface Held {
  readonly row: DeploymentRow;
  /** Where it is to stand: there where its name or cluster is given. */
  readonly cluster: ClusterRow | undefined;
}

export const updateDeploymentOperation = (needs: DeploymentNeeds) =>
  changeOperation<Endpoint, Held>(endpoints.updateDeployment, {
    async target(tx, { params, body }) {
      const held = await holdForChange(tx, needs, params.id, body);
      return held && { row: held, resource: placeOf(held.row), visible: 'deployment.read' };
    },
    async run(tx, asked, { row, cluster }) {
      const { body, caller } = asked;
      if (row.deleting_at !== null) throw beingDeleted();
      await refuseSwitching(tx, needs, asked, row);
      const to = await wantedSettings(tx, needs, { row, body, caller, cluster });
      await needs.renameNode(tx, row, to.name);
      const description = body.description_md ?? row.description_md;
      const task_id = await change(tx, { row, to, description }, asked);
      const output = await presentOne(tx, { plane: needs.plane, caller }, row.id);
      const changes = changesOf(row, { to, description, output });
      if (!changes) return { output, audit: unchanged };
      return {
        output,
        audit: {
          action: 'deployment.update',
          target: { kind: 'deployment', id: row.id, name: output.name },
          details: { parent_id: output.env.id, parent_name: output.env.name, ...changes, task_id },
        },
      };
    },
  });

/** Said of a deployment that goes once it is uninstalled. */
const beingDeleted = () =>
  new Problem('conflict', {
    message: 'This deployment is being deleted: it takes no more changes.',
  });

/** In the order in which all are locked: nodes, cluster, deployment. */
async function holdForChange(
  tx: Tx,
  { lockPath }: DeploymentNeeds,
  id: DeploymentId,
  { name, cluster_id }: BodyOf<Endpoint>,
): Promise<Held | undefined> {
  // Another name is to stay free until it is taken: with the env, nobody else takes one there.
  const node = await lockPath(tx, id, name ? 2 : 1);
  const [seen] = node ? await readDeployments(tx, [id]) : [];
  if (!seen) return undefined;
  const isPlaced = Boolean(name || cluster_id);
  const cluster = isPlaced ? await lockCluster(tx, cluster_id ?? seen.cluster_id) : undefined;
  await lockDeployment(tx, id);
  const [row] = await readDeployments(tx, [id]);
  return row && { row, cluster };
}

/** Installing takes what creating takes, and uninstalling what deleting takes. */
async function refuseSwitching(
  tx: Tx,
  { plane }: DeploymentNeeds,
  { body, caller }: UpdateAsked,
  row: DeploymentRow,
): Promise<void> {
  const is = row.is_enabled === 1;
  const wanted = body.enabled ?? is;
  if (wanted === is) return;
  const target = { row, resource: placeOf(row), visible: true };
  const permission = wanted ? 'deployment.create' : 'deployment.delete';
  await permit(plane, tx, { caller, target, permission });
}

interface Change {
  readonly row: DeploymentRow;
  readonly to: Settings;
  readonly description: string | null;
}

/** Puts it in place; returns the task that a runner has to do for it last, or null. */
async function change(tx: Tx, { row, to, description }: Change, asked: UpdateAsked) {
  const { status, tasks } = afterChange(settingsOf(row), to, row.status);
  await setDeployment(tx, row.id, {
    cluster_id: to.cluster_id,
    helm_chart_id: to.helm_chart_id,
    is_enabled: to.is_enabled ? 1 : 0,
    description_md: description,
    config: JSON.stringify(to.config),
    values_override: JSON.stringify(to.values_override),
    namespace: to.namespace,
    ...(status && { status, reason: null }),
  });
  if (row.is_enabled === 1 && !to.is_enabled) await revokeDeploymentTokens(tx, row.id, asked.now);
  const isElsewhere = row.cluster_id !== to.cluster_id || row.namespace !== to.namespace;
  if (isElsewhere) await followDeployment(tx, row.id, to, asked.now);
  return addTasks(tx, row, tasks, asked);
}

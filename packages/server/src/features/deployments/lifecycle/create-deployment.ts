import { randomUUIDv7 } from 'node:crypto';
import { type DeploymentId, type DeploymentKindId, endpoints } from '@keywright/contract';
import { type Asked, changeOperation } from '../../../request/operation.ts';
import { Problem } from '../../../request/problem.ts';
import type { Tx } from '../../../storage/storage.ts';
import type { DeploymentNeeds } from '../handed-in.ts';
import { readDeployments } from '../queries.ts';
import { addTasks } from './add-tasks.ts';
import { installed } from './after-change.ts';
import { freeNamespace } from './free-namespace.ts';
import { presentOne } from './present-deployment.ts';
import { insertDeployment } from './queries.ts';
import { settingsOf } from './settings.ts';
import { chartOfKind, refuseUnfit } from './what-is-deployed.ts';
import { knowsOf, placeToBe, refuseIgnored, type Spot, spotOf } from './where-it-goes.ts';

export const createDeploymentOperation = (needs: DeploymentNeeds) =>
  changeOperation<typeof endpoints.createDeployment, Spot>(endpoints.createDeployment, {
    async target(tx, { body, caller }) {
      const spot = await spotOf(tx, needs.lockPath, body);
      if (!spot) return undefined;
      const resource = placeToBe(spot.cluster, body.kind_id);
      return {
        row: spot,
        resource,
        // Who may not deploy there is told so where they know of the cluster, or of what is of this kind beside it.
        visible: await knowsOf(tx, needs.plane, caller, {
          place: resource,
          by: 'deployment.read',
        }),
      };
    },
    async run(tx, asked, spot) {
      const id = await addDeployment(tx, needs, spot, asked);
      const [row] = await readDeployments(tx, [id]);
      if (!row) throw new Problem('internal');
      const task_id = await addTasks(tx, row, [installed(settingsOf(row))], asked);
      if (task_id === null) throw new Error('What is made is installed.');
      return {
        output: await presentOne(tx, { plane: needs.plane, caller: asked.caller }, id),
        audit: {
          action: 'deployment.create',
          target: { kind: 'deployment', id, name: row.name },
          details: {
            parent_id: spot.cluster.env_id,
            parent_name: spot.cluster.env_name,
            deployment_kind: row.kind_name,
            chart: row.image_tag,
            task_id,
          },
        },
      };
    },
  });

async function addDeployment(
  tx: Tx,
  { addNode }: DeploymentNeeds,
  { cluster, kind }: Spot,
  { body, now }: Asked<typeof endpoints.createDeployment>,
): Promise<DeploymentId> {
  if (!kind) {
    throw new Problem('not_found', { message: 'kind_id: There is no such deployment kind.' });
  }
  refuseIgnored(cluster);
  const chart = await chartOfKind(tx, body.helm_chart_id, body.kind_id);
  const config = body.config ?? {};
  refuseUnfit(chart, config);

  const id = randomUUIDv7() as DeploymentId;
  const name = body.name || kind.name;
  await addNode(tx, {
    id,
    type: 'deployment',
    name,
    parentId: cluster.env_id,
    organizationId: cluster.organization_id,
    projectId: cluster.project_id,
    envId: cluster.env_id,
    kindId: kind.id as DeploymentKindId,
    createdAt: now,
  });
  await insertDeployment(tx, id, {
    cluster_id: cluster.id,
    helm_chart_id: chart.id,
    is_enabled: 1,
    status: 'Installing',
    reason: null,
    description_md: body.description_md ?? null,
    config: JSON.stringify(config),
    values_override: JSON.stringify(body.values_override ?? null),
    namespace: await freeNamespace(tx, cluster.id, { id, name, kindName: kind.name }),
  });
  return id;
}

import { endpoints, type K8sResource } from '@keywright/contract';
import { placeOf } from '../../../../plane/tree/node.ts';
import { readNode } from '../../../../plane/tree/queries.ts';
import { readOperation } from '../../../../request/operation.ts';
import { paged } from '../../../../request/paging.ts';
import { wireTime } from '../../../../request/time.ts';
import type { DeploymentNeeds } from '../../handed-in.ts';
import { countParts, listParts, type PartRow, readPart } from './queries.ts';

export const listK8sResourcesOperation = ({ plane }: DeploymentNeeds) =>
  readOperation(endpoints.listK8sResources, {
    async run(db, { query, caller }) {
      const { slice, answer } = paged(query);
      const reach = await plane.reach(db, caller, 'deployment.list');
      const { cluster_id, deployment_id, kind, name } = query;
      const question = { reach, cluster_id, deployment_id, kind, name };
      const rows = await listParts(db, question, slice);
      return answer(rows.map(present), await countParts(db, question));
    },
  });

export const getK8sResourceOperation = () =>
  readOperation<typeof endpoints.getK8sResource, PartRow>(endpoints.getK8sResource, {
    async target(db, { params }) {
      const row = await readPart(db, params.id);
      const deployment = row && (await readNode(db, row.deployment_id));
      return deployment && { row, resource: placeOf(deployment) };
    },
    run: async (_db, _asked, row) => present(row),
  });

function present(row: PartRow): K8sResource {
  return {
    id: row.id,
    last_updated_at: wireTime(row.last_updated_at),
    cluster_id: row.cluster_id,
    deployment_id: row.deployment_id,
    kind: row.kind,
    api_version: row.api_version,
    name: row.name,
    status_color: JSON.parse(row.status_color),
    metadata: JSON.parse(row.metadata),
  };
}

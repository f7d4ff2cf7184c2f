import { randomUUIDv7 } from 'node:crypto';
import { type BodyOf, endpoints, type HelmChartId } from '@keywright/contract';
import { onSite } from '../../../plane/decide.ts';
import { changeOperation, nothingStored } from '../../../request/operation.ts';
import { Problem } from '../../../request/problem.ts';
import type { Tx } from '../../../storage/storage.ts';
import type { DeploymentNeeds } from '../handed-in.ts';
import { presentChart } from './present-chart.ts';
import { insertChart, readChartOf } from './queries.ts';

type Body = BodyOf<typeof endpoints.registerHelmChart>;

/** What is registered once stays as it is, because tasks refer to it; other contents have another digest. */
export const registerHelmChartOperation = ({ lockPath, seesKinds }: DeploymentNeeds) =>
  changeOperation(endpoints.registerHelmChart, {
    async target(tx, { caller, now }) {
      const visible = await seesKinds(tx, caller, now);
      return { row: undefined, resource: onSite('helm_chart', null), visible };
    },
    async run(tx, { body, now }) {
      const kind = await lockPath(tx, body.kind_id, 0);
      if (kind?.type !== 'deployment_kind') {
        throw new Problem('not_found', { message: 'kind_id: There is no such deployment kind.' });
      }
      const isNew = await addChart(tx, body, now);
      const row = await readChartOf(tx, body.kind_id, body.image_digest);
      if (!row) throw new Problem('internal');
      const output = presentChart(row);
      if (!isNew) return { output, audit: nothingStored };
      return {
        output,
        audit: {
          action: 'helm_chart.create',
          target: { kind: 'helm_chart', id: row.id, name: `${row.kind_name} ${row.image_tag}` },
          details: { deployment_kind: row.kind_name, image_digest: row.image_digest },
        },
      };
    },
  });

function addChart(tx: Tx, body: Body, now: number): Promise<boolean> {
  const { kind_id, image_digest, image_tag, error = null } = body;
  const { parsed_version = null, parsed_revision = null } = body;
  const { parsed_branch = null, parsed_commit = null } = body;
  const json = (value: unknown) => JSON.stringify(value ?? null);
  return insertChart(tx, {
    id: randomUUIDv7() as HelmChartId,
    ...{ kind_id, image_digest, image_tag, error },
    is_available: error === null ? 1 : 0,
    values_ui: json(body.values_ui),
    actions_schema: json(body.actions_schema),
    features: json(body.features),
    resource_types: json(body.resource_types),
    ...{ parsed_version, parsed_revision, parsed_branch, parsed_commit },
    created_at: now,
  });
}

import {
  endpoints,
  type OrganizationId,
  type ProjectId,
  type ResourceId,
} from '@keywright/contract';
import { placeOf } from '../../../plane/tree/node.ts';
import type { NodeRow } from '../../../plane/tree/queries.ts';
import { changeOperation } from '../../../request/operation.ts';
import type { Tx } from '../../../storage/storage.ts';
import { auditTarget, placed } from '../audit-details.ts';
import { lockPath } from '../lock-path.ts';
import type { EnvRow, PlainRow, ProjectRow } from '../queries.ts';
import { envs, organizations, projects, type Shown } from '../shown.ts';
import {
  type DeploymentsIn,
  deleteSubtree,
  type RetireAccountsIn,
  refuseDefault,
  refuseInstalled,
} from './delete-subtree.ts';
import { type CountAccountsIn, lossOf } from './loss.ts';
import type { Root } from './queries.ts';

/** What other features know of the service accounts at home in what is deleted, and of the deployments there. */
export interface HangingIn extends DeploymentsIn {
  readonly retireAccountsIn: RetireAccountsIn;
  readonly countAccountsIn: CountAccountsIn;
}

/** A row whose type is known. */
type Doomed<Row extends NodeRow, Type extends Root['type']> = Row & { readonly type: Type };

async function deleteTarget<Row extends NodeRow, Type extends Root['type']>(
  shown: Shown<Row, unknown, Type>,
  tx: Tx,
  id: ResourceId,
) {
  await lockPath(tx, id, 1);
  const [row] = await shown.read(tx, [id]);
  return row && { row: { ...row, type: shown.type }, resource: placeOf(row) };
}

export const deleteOrganizationOperation = (hanging: HangingIn) =>
  changeOperation<typeof endpoints.deleteOrganization, Doomed<PlainRow, 'organization'>>(
    endpoints.deleteOrganization,
    {
      async target(tx, { params }) {
        const target = await deleteTarget(organizations, tx, params.id);
        return target && { ...target, visible: 'organization.read' };
      },
      async preview(tx, { now }, row) {
        refuseDefault(row);
        await refuseInstalled(tx, row, hanging);
        return lossOf(tx, row, { ...hanging, now });
      },
      async run(tx, { caller, now }, row) {
        refuseDefault(row);
        const gone = await deleteSubtree(tx, row, { ...hanging, caller, now });
        return {
          output: undefined,
          audit: {
            action: 'organization.delete',
            target: auditTarget('organization', row),
            details: gone,
          },
        };
      },
    },
  );

export const deleteProjectOperation = (hanging: HangingIn) =>
  changeOperation<typeof endpoints.deleteProject, Doomed<ProjectRow, 'project'>>(
    endpoints.deleteProject,
    {
      async target(tx, { params }) {
        const target = await deleteTarget(projects, tx, params.id);
        return target && { ...target, visible: 'project.read' };
      },
      async preview(tx, { now }, row) {
        refuseDefault(row);
        await refuseInstalled(tx, row, hanging);
        return lossOf(tx, row, { ...hanging, now });
      },
      async run(tx, { caller, now }, row) {
        refuseDefault(row);
        const gone = await deleteSubtree(tx, row, { ...hanging, caller, now });
        const parent = { id: row.organization_id as OrganizationId, name: row.organization_name };
        return {
          output: undefined,
          audit: {
            action: 'project.delete',
            target: auditTarget('project', row),
            details: { ...placed(parent), ...gone },
          },
        };
      },
    },
  );

export const deleteEnvOperation = (hanging: HangingIn) =>
  changeOperation<typeof endpoints.deleteEnv, Doomed<EnvRow, 'env'>>(endpoints.deleteEnv, {
    async target(tx, { params }) {
      const target = await deleteTarget(envs, tx, params.id);
      return target && { ...target, visible: 'env.read' };
    },
    async preview(tx, { now }, row) {
      await refuseInstalled(tx, row, hanging);
      return lossOf(tx, row, { ...hanging, now });
    },
    async run(tx, { caller, now }, row) {
      const gone = await deleteSubtree(tx, row, { ...hanging, caller, now });
      const parent = { id: row.project_id as ProjectId, name: row.project_name };
      return {
        output: undefined,
        audit: {
          action: 'env.delete',
          target: auditTarget('env', row),
          details: { ...placed(parent), ...gone },
        },
      };
    },
  });

import { endpoints, type ResourceId } from '@keywright/contract';
import { changed } from '../../audit/changed.ts';
import type { Plane } from '../../plane/plane.ts';
import type { NodeRow } from '../../plane/tree/queries.ts';
import { changeOperation, unchanged } from '../../request/operation.ts';
import type { Tx } from '../../storage/storage.ts';
import { auditTarget, placed } from './audit-details.ts';
import { lockPath } from './lock-path.ts';
import { type NamedType, refuseTaken } from './name-taken.ts';
import { setNodeName } from './queries.ts';
import { organizations, presentOne, projects, type Shown, shownTarget } from './shown.ts';

/** The target of a change of names or settings: nobody takes a name beside it until that is made. */
export async function renameTarget<Row extends NodeRow>(
  shown: Shown<Row, unknown>,
  tx: Tx,
  id: ResourceId,
) {
  await lockPath(tx, id, 2);
  return shownTarget(shown, tx, id);
}

/** Gives it the name; false where it has it already. `conflict` where that is taken. */
export async function rename(
  tx: Tx,
  type: NamedType,
  row: NodeRow,
  name: string | null | undefined,
): Promise<boolean> {
  if (name === undefined || name === null || name === row.name) return false;
  if (row.parent_id === null) throw new Error('The site has no siblings to be told from.');
  await refuseTaken(tx, row.parent_id, { id: row.id, type, name, kindId: row.kind_id });
  await setNodeName(tx, row, name);
  return true;
}

export const updateOrganizationOperation = (plane: Plane) =>
  changeOperation(endpoints.updateOrganization, {
    async target(tx, { params }) {
      const target = await renameTarget(organizations, tx, params.id);
      return target && { ...target, visible: 'organization.read' };
    },
    async run(tx, { body, caller }, row) {
      const isRenamed = await rename(tx, 'organization', row, body.name);
      const output = await presentOne(organizations, tx, { plane, caller, id: row.id });
      if (!isRenamed) return { output, audit: unchanged };
      return {
        output,
        audit: {
          action: 'organization.update',
          target: auditTarget('organization', output),
          details: changed('name', row.name, output.name),
        },
      };
    },
  });

export const updateProjectOperation = (plane: Plane) =>
  changeOperation(endpoints.updateProject, {
    async target(tx, { params }) {
      const target = await renameTarget(projects, tx, params.id);
      return target && { ...target, visible: 'project.read' };
    },
    async run(tx, { body, caller }, row) {
      const isRenamed = await rename(tx, 'project', row, body.name);
      const output = await presentOne(projects, tx, { plane, caller, id: row.id });
      if (!isRenamed) return { output, audit: unchanged };
      return {
        output,
        audit: {
          action: 'project.update',
          target: auditTarget('project', output),
          details: { ...placed(output.organization), ...changed('name', row.name, output.name) },
        },
      };
    },
  });

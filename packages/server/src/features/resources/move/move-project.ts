import {
  endpoints,
  type OrganizationId,
  type ProjectId,
  type ResourceId,
} from '@keywright/contract';
import type { Plane } from '../../../plane/plane.ts';
import type { Caller } from '../../../plane/principal.ts';
import { below, placeOf } from '../../../plane/tree/node.ts';
import { lockNode, type NodeRow, readNode } from '../../../plane/tree/queries.ts';
import { permit } from '../../../request/authorize.ts';
import { changeOperation, unchanged } from '../../../request/operation.ts';
import { Problem } from '../../../request/problem.ts';
import type { Tx } from '../../../storage/storage.ts';
import { auditTarget } from '../audit-details.ts';
import { refuseDefault } from '../deletion/delete-subtree.ts';
import { lockWithin } from '../deletion/queries.ts';
import { lockPath } from '../lock-path.ts';
import { refuseTaken } from '../name-taken.ts';
import { type ProjectRow, setOrganization } from '../queries.ts';
import { presentOne, projects, shownTarget } from '../shown.ts';
import { type DropLostByMove, type LostByMove, moveEffect } from './move-effect.ts';
import { refuseGivingAway } from './refuse-giving-away.ts';

interface GrantsOfMove {
  readonly lostByMove: LostByMove;
  readonly dropLostByMove: DropLostByMove;
}

export const moveProjectOperation = (plane: Plane, grants: GrantsOfMove) =>
  changeOperation<typeof endpoints.moveProject, ProjectRow>(endpoints.moveProject, {
    async target(tx, { params, body }) {
      // Before the project, as everybody locks from the top down.
      await lockNode(tx, body.organization_id);
      await lockPath(tx, params.id, 1);
      const target = await shownTarget(projects, tx, params.id);
      return target && { ...target, visible: 'project.read' };
    },
    async preview(tx, { body, caller, now }, row) {
      const { from, to } = await checkedEnds(plane, tx, {
        row,
        to: body.organization_id,
        caller,
        now,
      });
      return moveEffect(
        tx,
        { id: row.id as ProjectId },
        { from, to, lostByMove: grants.lostByMove, now },
      );
    },
    async run(tx, { body, caller, now }, row) {
      const id = row.id as ProjectId;
      const { from, to } = await checkedEnds(plane, tx, {
        row,
        to: body.organization_id,
        caller,
        now,
      });
      if (from.id === to.id) {
        return { output: await presentOne(projects, tx, { plane, caller, id }), audit: unchanged };
      }
      // So that no grant is made below it that belongs to the organization it leaves.
      await lockWithin(tx, { id, type: 'project' });
      const lost = await grants.dropLostByMove(tx, { id }, from.id as OrganizationId);
      await setOrganization(tx, id, to.id as OrganizationId);
      return {
        output: await presentOne(projects, tx, { plane, caller, id }),
        audit: {
          action: 'project.move',
          target: auditTarget('project', row),
          details: { from: from.name, to: to.name, to_id: to.id, grants_lost: lost },
        },
      };
    },
  });

/** The organization it leaves and the one it comes to, where the caller may move it there and its name is free. */
async function checkedEnds(
  plane: Plane,
  tx: Tx,
  { row, to: toId, caller, now }: { row: ProjectRow; to: ResourceId; caller: Caller; now: number },
): Promise<{ from: NodeRow; to: NodeRow }> {
  refuseDefault({ id: row.id, type: 'project' });
  const from = row.organization_id && (await readNode(tx, row.organization_id));
  if (!from) throw new Problem('internal');
  if (from.id === toId) return { from, to: from };
  const to = await readNode(tx, toId);
  // An env, or the project itself, is no organization, and answered as one that is not there.
  if (to?.type !== 'organization') throw new Problem('not_found');
  const place = below(to, 'project');
  const target = { row: to, resource: place, visible: 'organization.read' } as const;
  await permit(plane, tx, { caller, target, permission: 'project.create' });
  await refuseGivingAway(tx, { plane, caller, project: placeOf(row), to: to.id, now });
  await refuseTaken(tx, to.id, { id: row.id, type: 'project', name: row.name });
  return { from, to };
}

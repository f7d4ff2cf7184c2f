import { randomUUIDv7 } from 'node:crypto';
import { defaultOrganizationId, endpoints, type ProjectId } from '@keywright/contract';
import type { Plane } from '../../plane/plane.ts';
import { below } from '../../plane/tree/node.ts';
import { changeOperation } from '../../request/operation.ts';
import { auditTarget, placed } from './audit-details.ts';
import { lockPath } from './lock-path.ts';
import { addNode } from './name-taken.ts';
import { presentOne, projects } from './shown.ts';

export const createProjectOperation = (plane: Plane) =>
  changeOperation(endpoints.createProject, {
    async target(tx, { body }) {
      const parent = await lockPath(tx, body.organization_id ?? defaultOrganizationId, 0);
      if (parent?.type !== 'organization') return undefined;
      return { row: parent, resource: below(parent, 'project'), visible: 'organization.read' };
    },
    async run(tx, { body, caller, now }, parent) {
      const id = randomUUIDv7() as ProjectId;
      const { name } = body;
      await addNode(tx, {
        id,
        type: 'project',
        name,
        parentId: parent.id,
        organizationId: parent.id,
        projectId: id,
        envId: null,
        createdAt: now,
      });
      return {
        output: await presentOne(projects, tx, { plane, caller, id }),
        audit: {
          action: 'project.create',
          target: auditTarget('project', { id, name }),
          details: placed(parent),
        },
      };
    },
  });

import { randomUUIDv7 } from 'node:crypto';
import { type DeploymentKindId, endpoints, siteId } from '@keywright/contract';
import { onSite } from '../../../plane/decide.ts';
import type { Plane } from '../../../plane/plane.ts';
import { changeOperation } from '../../../request/operation.ts';
import { auditTarget } from '../audit-details.ts';
import { addNode } from '../name-taken.ts';
import { deploymentKinds, presentOne } from '../shown.ts';

export const createDeploymentKindOperation = (plane: Plane) =>
  changeOperation(endpoints.createDeploymentKind, {
    target: async () => ({
      row: undefined,
      resource: onSite('deployment_kind', null),
      visible: true,
    }),
    async run(tx, { body, caller, now }) {
      const id = randomUUIDv7() as DeploymentKindId;
      const { name } = body;
      await addNode(tx, {
        id,
        type: 'deployment_kind',
        name,
        parentId: siteId,
        organizationId: null,
        projectId: null,
        envId: null,
        createdAt: now,
      });
      return {
        output: await presentOne(deploymentKinds, tx, { plane, caller, id }),
        audit: {
          action: 'deployment_kind.create',
          target: auditTarget('deployment_kind', { id, name }),
          details: {},
        },
      };
    },
  });

import { endpoints } from '@keywright/contract';
import type { Plane } from '../../../plane/plane.ts';
import { holdNode } from '../../../plane/tree/queries.ts';
import { changeOperation } from '../../../request/operation.ts';
import { nodeTarget } from './node-target.ts';
import { grantOnNode } from './on-node.ts';

export const createGrantOperation = (plane: Plane) =>
  changeOperation(endpoints.createGrant, {
    async target(tx, { body }) {
      const node = await holdNode(tx, body.resource_id);
      return node && nodeTarget(node);
    },
    async run(tx, { body, caller, now }, node) {
      const { grant, audit } = await grantOnNode(tx, plane, caller, node, {
        principalId: body.principal_id,
        roleId: body.role_id,
        permissions: body.permissions,
        kindId: body.kind_id,
        endsAt: body.ends_at ?? null,
        now,
      });
      return { output: grant, audit };
    },
  });

import { endpoints } from '@keywright/contract';
import type { Plane } from '../../../plane/plane.ts';
import { holdNode } from '../../../plane/tree/queries.ts';
import { changeOperation } from '../../../request/operation.ts';
import { grantOn } from './add-grant.ts';
import { holdGrantee } from './grantee.ts';
import { nodeTarget } from './node-target.ts';

export const createGrantOperation = (plane: Plane) =>
  changeOperation(endpoints.createGrant, {
    async target(tx, { body }) {
      const node = await holdNode(tx, body.resource_id);
      return node && nodeTarget(node);
    },
    async run(tx, { body, caller, now }, node) {
      // No index tells two equal lists: who gives one waits for who gives another to the same.
      const hold = body.permissions === undefined ? 'shared' : 'alone';
      const principal = await holdGrantee(tx, { plane, caller }, body.principal_id, hold);
      const { grant, audit } = await grantOn(tx, plane, caller, node, {
        principal,
        roleId: body.role_id,
        permissions: body.permissions,
        resourceId: node.id,
        kindId: body.kind_id,
        endsAt: body.ends_at ?? null,
        now,
      });
      return { output: grant, audit };
    },
  });

import { randomUUIDv7 } from 'node:crypto';
import { endpoints, type RoleId } from '@keywright/contract';
import type { Plane } from '../../../plane/plane.ts';
import { canBeHome } from '../../../plane/tree/home.ts';
import { below } from '../../../plane/tree/node.ts';
import { holdNode } from '../../../plane/tree/queries.ts';
import { refuseBeyond } from '../../../request/denial.ts';
import { refuseUnknownPermissions } from '../../../request/known-permissions.ts';
import { nodeSight } from '../../../request/node-sight.ts';
import { changeOperation } from '../../../request/operation.ts';
import { invalidField } from '../../../request/problem.ts';
import { presentRole } from './present-role.ts';
import { addRolePermissions, insertRole } from './queries.ts';
import { roleNameTaken } from './role-name.ts';

export const createRoleOperation = (plane: Plane) =>
  changeOperation(endpoints.createRole, {
    async target(tx, { body }) {
      const home = await holdNode(tx, body.home_id);
      if (!home) return undefined;
      return { row: home, resource: below(home, 'role'), visible: nodeSight(home) };
    },
    async run(tx, { body, caller, now }, home) {
      if (!canBeHome(home.type)) {
        throw invalidField('home_id', 'Roles live at the site, an organization or a project.');
      }
      const { name, permissions, description = '' } = body;
      await refuseUnknownPermissions(tx, permissions, 'permissions');
      const place = below(home, 'role');
      const rights = await plane.rights(tx, caller, [place]);
      refuseBeyond(rights.beyond(permissions, place, null));

      const id = randomUUIDv7() as RoleId;
      const role = { id, name, description, homeId: home.id, createdAt: now };
      if (!(await insertRole(tx, role))) throw await roleNameTaken(tx, home.id, name);
      await addRolePermissions(tx, id, permissions);
      return {
        output: await presentRole(tx, plane, caller, id),
        audit: {
          action: 'role.create',
          target: { kind: 'role', id, name },
          details: { parent_id: home.id, parent_name: home.name, permissions },
        },
      };
    },
  });

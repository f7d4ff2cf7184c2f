import { randomUUIDv7 } from 'node:crypto';
import { type AuditChange, endpoints, type UserId } from '@keywright/contract';
import { site } from '../../plane/decide.ts';
import type { Plane } from '../../plane/plane.ts';
import { changeOperation } from '../../request/operation.ts';
import { Problem } from '../../request/problem.ts';
import { refuseAboveOneself } from './above-oneself.ts';
import { presentListedUser } from './present-user.ts';
import { insertUser, type UserRow } from './queries.ts';
import { userResource } from './user-resource.ts';
import type { Welcome } from './welcome.ts';

/** Adds a person before they come, so that rights can wait for them. */
export const inviteUserOperation = (plane: Plane, welcome: Welcome) =>
  changeOperation(endpoints.inviteUser, {
    target: async () => ({ row: undefined, resource: site, visible: true }),
    async run(tx, { body, caller, now }) {
      refuseAboveOneself(caller, body.is_admin === true);
      const row = await insertUser(tx, {
        id: randomUUIDv7() as UserId,
        email: body.email,
        displayName: body.display_name ?? body.email,
        isAdmin: body.is_admin ?? false,
        isActive: body.is_active ?? true,
        createdAt: now,
      });
      if (!row) {
        throw new Problem('conflict', {
          message: `Somebody with the e-mail address ${body.email} is here already.`,
        });
      }
      const granted = await welcome(tx, { id: row.id, name: row.display_name }, now);
      const rights = await plane.rights(tx, caller, [userResource(row.id)]);
      return {
        output: presentListedUser(rights, caller, row),
        audit: [invited(row), ...granted],
      };
    },
  });

const invited = (row: UserRow): AuditChange => ({
  action: 'user.create',
  target: { kind: 'user', id: row.id, name: row.display_name },
  details: {
    via: 'invitation',
    email: row.email,
    is_active: row.is_active === 1,
    is_admin: row.is_admin === 1,
  },
});

import { type AuditChange, endpoints } from '@keywright/contract';
import { changed } from '../../audit/changed.ts';
import type { Plane } from '../../plane/plane.ts';
import { changeOperation, unchanged } from '../../request/operation.ts';
import { Problem } from '../../request/problem.ts';
import { refuseAboveOneself } from './above-oneself.ts';
import { presentListedUser } from './present-user.ts';
import { lockUser, setStanding, type UserRow } from './queries.ts';
import { userResource } from './user-resource.ts';

/** Activates, deactivates, or changes who administers the site; never oneself, so one always remains. */
export const updateUserOperation = (plane: Plane) =>
  changeOperation(endpoints.updateUser, {
    async target(tx, { params, caller }) {
      const row = await lockUser(tx, params.id);
      return (
        row && { row, resource: userResource(row.id), visible: caller.principal.kind === 'user' }
      );
    },
    async run(tx, { body, caller, now }, row) {
      if (row.id === caller.principal.id) throw new Problem('own_account');
      const before = flagsOf(row);
      const after = {
        isAdmin: body.is_admin ?? before.isAdmin,
        isActive: body.is_active ?? before.isActive,
      };
      refuseAboveOneself(caller, before.isAdmin || after.isAdmin);
      await setStanding(tx, row.id, after, now);
      const updated: UserRow = {
        ...row,
        is_admin: after.isAdmin ? 1 : 0,
        is_active: after.isActive ? 1 : 0,
      };
      const rights = await plane.rights(tx, caller, [userResource(row.id)]);
      return {
        output: presentListedUser(rights, caller, updated),
        audit: auditOf(row, before, after) ?? unchanged,
      };
    },
  });

interface Flags {
  readonly isAdmin: boolean;
  readonly isActive: boolean;
}

function flagsOf(row: UserRow): Flags {
  return { isAdmin: row.is_admin === 1, isActive: row.is_active === 1 };
}

function auditOf(row: UserRow, from: Flags, to: Flags): AuditChange | undefined {
  const details = {
    ...changed('is_admin', from.isAdmin, to.isAdmin),
    ...changed('is_active', from.isActive, to.isActive),
  };
  if (Object.keys(details).length === 0) return undefined;
  return {
    action: 'user.update',
    target: { kind: 'user', id: row.id, name: row.display_name },
    details,
  };
}

import { endpoints, type Permission } from '@keywright/contract';
import { changed } from '../../../audit/changed.ts';
import { permissionSets } from '../../../plane/held-grants.ts';
import type { Plane } from '../../../plane/plane.ts';
import type { Caller } from '../../../plane/principal.ts';
import { refuseBeyond } from '../../../request/denial.ts';
import { refuseUnknownPermissions } from '../../../request/known-permissions.ts';
import { changeOperation, unchanged } from '../../../request/operation.ts';
import { listBitsOf } from '../../../storage/reach.ts';
import type { Tx } from '../../../storage/storage.ts';
import { relistGrants } from '../grants/role-grants.ts';
import { type CustomRoleRow, presentRole, roleResource } from './present-role.ts';
import { addRolePermissions, removeRolePermissions, setRoleText } from './queries.ts';
import { roleEffect } from './role-effect.ts';
import { refuseTaken } from './role-name.ts';
import { customRoleTarget, placedAt } from './role-target.ts';

export const updateRoleOperation = (plane: Plane) =>
  changeOperation<typeof endpoints.updateRole, CustomRoleRow>(endpoints.updateRole, {
    target: (tx, { params, body, caller, now }) =>
      customRoleTarget(tx, plane, caller, { id: params.id, renames: body.name !== undefined, now }),
    async preview(tx, { body, caller, now }, row) {
      if (body.name !== undefined) await refuseTaken(tx, row, body.name);
      const { before, after } = await changeOf(tx, plane, caller, row, body.permissions);
      return roleEffect(tx, { roleId: row.id, before, after, now });
    },
    async run(tx, { body, caller }, row) {
      const to = { name: body.name ?? row.name, description: body.description ?? row.description };
      if (to.name !== row.name) await refuseTaken(tx, row, to.name);
      const { before, after } = await changeOf(tx, plane, caller, row, body.permissions);
      const added = [...after.difference(before)] as Permission[];
      const removed = [...before.difference(after)];

      const details = {
        ...placedAt(row),
        ...changed('name', row.name, to.name),
        ...changed('description', row.description, to.description),
        ...(added.length + removed.length > 0 && {
          permissions: { from: [...before].sort(), to: [...after].sort() },
        }),
      };
      await setRoleText(tx, row.id, to);
      await addRolePermissions(tx, row.id, added);
      await removeRolePermissions(tx, row.id, removed);
      if (listBitsOf(after) !== listBitsOf(before)) {
        await relistGrants(tx, row.id, listBitsOf(after));
      }
      const isSame = Object.keys(details).length === Object.keys(placedAt(row)).length;
      return {
        output: await presentRole(tx, plane, caller, row.id),
        audit: isSame
          ? unchanged
          : { action: 'role.update', target: { kind: 'role', id: row.id, name: to.name }, details },
      };
    },
  });

interface Change {
  readonly before: ReadonlySet<string>;
  readonly after: ReadonlySet<string>;
}

/** Throws `beyond_own_rights` where the caller would add what they do not hold where the role lives. */
async function changeOf(
  tx: Tx,
  plane: Plane,
  caller: Caller,
  row: CustomRoleRow,
  wanted: readonly Permission[] | undefined,
): Promise<Change> {
  await refuseUnknownPermissions(tx, wanted ?? [], 'permissions');
  const sets = await permissionSets(tx, [row.id]);
  const before = sets.get(row.id) ?? new Set<string>();
  const after = wanted === undefined ? before : new Set<string>(wanted);
  const place = roleResource(row);
  const rights = await plane.rights(tx, caller, [place]);
  refuseBeyond(rights.beyond(after.difference(before), place, null));
  return { before, after };
}

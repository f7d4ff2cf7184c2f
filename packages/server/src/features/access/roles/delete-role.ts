import { endpoints, type RoleId } from '@keywright/contract';
import { permissionSets } from '../../../plane/held-grants.ts';
import type { Plane } from '../../../plane/plane.ts';
import { changeOperation } from '../../../request/operation.ts';
import { Problem } from '../../../request/problem.ts';
import type { Tx } from '../../../storage/storage.ts';
import { countGrantsByRole, replaceRole } from '../grants/role-grants.ts';
import type { CustomRoleRow } from './present-role.ts';
import { deleteRole } from './queries.ts';
import { replacementFor } from './replacement.ts';
import { roleEffect } from './role-effect.ts';
import { customRoleTarget, placedAt } from './role-target.ts';

export const deleteRoleOperation = (plane: Plane) =>
  changeOperation<typeof endpoints.deleteRole, CustomRoleRow>(endpoints.deleteRole, {
    target: (tx, { params, query, caller, now }) =>
      customRoleTarget(tx, plane, caller, { id: params.id, beside: query.replacement_id, now }),
    async preview(tx, { query, caller, now }, row) {
      const before = await permissionsOf(tx, row.id);
      const wanted = query.replacement_id;
      const replacement = await replacementFor(tx, plane, caller, { row, before, wanted, now });
      const after = replacement?.permissions ?? new Set<string>();
      return roleEffect(tx, { roleId: row.id, before, after, now });
    },
    async run(tx, { query, caller, now }, row) {
      const grants = (await countGrantsByRole(tx, [row.id])).get(row.id) ?? 0;
      const wanted = query.replacement_id;
      if (grants > 0 && wanted === undefined) throw inUse(row.name, grants);
      const before = await permissionsOf(tx, row.id);
      const replacement = await replacementFor(tx, plane, caller, { row, before, wanted, now });
      if (replacement) await replaceRole(tx, row.id, replacement.id);
      await deleteRole(tx, row.id);
      return {
        output: undefined,
        audit: {
          action: 'role.delete',
          target: { kind: 'role', id: row.id, name: row.name },
          details: { ...placedAt(row), replacement: replacement?.name ?? null, grants },
        },
      };
    },
  });

async function permissionsOf(tx: Tx, id: RoleId): Promise<ReadonlySet<string>> {
  return (await permissionSets(tx, [id])).get(id) ?? new Set();
}

function inUse(name: string, grants: number): Problem {
  const many = grants === 1 ? '1 grant uses' : `${grants} grants use`;
  return new Problem('in_use', {
    message: `${many} ${name}. Name the role that is to take its place as replacement_id, or take them back first.`,
  });
}

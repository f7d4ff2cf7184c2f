import { randomUUIDv7 } from 'node:crypto';
import {
  type AuditChange,
  builtInRoles,
  type GrantId,
  type OrganizationId,
  type UserId,
} from '@keywright/contract';
import { readNode } from '../../../plane/tree/queries.ts';
import { Problem } from '../../../request/problem.ts';
import type { Tx } from '../../../storage/storage.ts';
import { auditGivenRole } from './audit-grant.ts';
import { insertGrants } from './queries.ts';

/** Makes who has just made an organization its first Admin: nobody else is there to grant it. */
export async function makeFirstAdmin(
  tx: Tx,
  organizationId: OrganizationId,
  user: { readonly id: UserId; readonly name: string },
  now: number,
): Promise<AuditChange> {
  const node = await readNode(tx, organizationId);
  if (!node) throw new Problem('internal');
  const id = randomUUIDv7() as GrantId;
  const founder = { kind: 'user', ...user } as const;
  const role = builtInRoles.organizationAdmin;
  await insertGrants(tx, [
    {
      id,
      principal: founder,
      roleId: role.id,
      permissions: role.permissions,
      node,
      kindId: null,
      endsAt: null,
      createdAt: now,
      createdBy: founder,
    },
  ]);
  return auditGivenRole({ id, user, role, resource: node });
}

import type { Grant, Share } from '@keywright/contract';

/** A grant on an entity, as who shares it sees it. */
export function presentShare(grant: Grant): Share {
  const { id, principal, role, permissions, created_at, created_by, ends_at } = grant;
  return {
    id,
    principal,
    role: role && { id: role.id, name: role.name },
    permissions,
    created_at,
    created_by,
    ends_at,
  };
}

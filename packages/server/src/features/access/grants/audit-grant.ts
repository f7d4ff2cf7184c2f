import type { AuditChange, Grant } from '@keywright/contract';

/** What the record says of a grant that was made or taken back, by the names all had then. */
export function auditGrant(action: 'grant.create' | 'grant.delete', grant: Grant): AuditChange {
  const { role, permissions, principal, resource, path } = grant;
  return {
    action,
    target: { kind: 'grant', id: grant.id, name: role?.name ?? 'Permissions' },
    details: {
      owner_id: principal.id,
      owner_name: principal.name,
      role: role?.name ?? null,
      permissions: role ? null : permissions,
      resource_id: resource.id,
      resource_name: [...path, resource].map(({ name }) => name).join(' / '),
      deployment_kind: grant.deployment_kind?.name ?? null,
      ends_at: grant.ends_at,
    },
  };
}

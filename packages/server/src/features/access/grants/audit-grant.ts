import type {
  AuditChange,
  BuiltInRole,
  Grant,
  GrantId,
  ResourceId,
  UserId,
} from '@keywright/contract';

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

interface GrantedForGood {
  readonly id: GrantId;
  readonly user: { readonly id: UserId; readonly name: string };
  readonly role: BuiltInRole;
  /** `name`: with what it stands in, from the organization down. */
  readonly resource: { readonly id: ResourceId; readonly name: string };
}

/** The same of a built-in role that a person was given without an end, by a rule of the site and not by anybody. */
export function auditGivenRole({ id, user, role, resource }: GrantedForGood): AuditChange {
  return {
    action: 'grant.create',
    target: { kind: 'grant', id, name: role.name },
    details: {
      owner_id: user.id,
      owner_name: user.name,
      role: role.name,
      permissions: null,
      resource_id: resource.id,
      resource_name: resource.name,
      deployment_kind: null,
      ends_at: null,
    },
  };
}

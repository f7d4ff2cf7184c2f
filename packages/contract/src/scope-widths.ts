import {
  type BuiltInPermission,
  type EntityType,
  isBuiltInType,
  type Permission,
  permissionOf,
} from './permissions.ts';

/** What a scope can be narrowed to: nothing (`site`: it is for everything), a project, or one entity too. */
export const scopeWidths = ['site', 'project', 'entity'] as const;
export type ScopeWidth = (typeof scopeWidths)[number];

/** By type. What stands in a project without being a node of the tree is narrowed to the project. */
const widths = {
  site: 'site',
  user: 'site',
  user_token: 'site',
  session: 'site',
  audit_event: 'site',
  token: 'site',
  token_policy: 'site',
  entity_type: 'site',

  organization: 'entity',
  project: 'entity',
  env: 'entity',
  deployment_kind: 'site',
  k8s_cluster: 'project',
  helm_chart: 'site',
  deployment: 'entity',
  deployment_task: 'project',

  channel: 'entity',
  client: 'entity',
  group: 'entity',
  dashboard: 'entity',

  registered: 'site',

  role: 'project',
  grant: 'project',
  service_account: 'project',
  service_account_token: 'project',
} as const satisfies Record<EntityType, ScopeWidth>;

/** Where an operation is decided higher up than the rest of its type. */
const wider: Partial<Record<BuiltInPermission, ScopeWidth>> = {
  // Decided where the new one is to stand.
  'organization.create': 'site',
  'project.create': 'site',
  'env.create': 'project',
  'deployment.create': 'project',
  'channel.create': 'project',
  'client.create': 'project',
  'group.create': 'project',
  'dashboard.create': 'project',
  // Their endpoints answer for the whole site.
  'role.read': 'site',
  'role.list': 'site',
  'grant.list': 'site',
};

/** The narrowest that any scope on this type can be: `entity` for every registered one. */
export const scopeWidthOf = (type: string): ScopeWidth =>
  isBuiltInType(type) ? widths[type] : 'entity';

/** The narrowest that a scope for this operation can be, without leaving nothing that it could ever open. */
export function narrowestScope(type: string, operation: string): ScopeWidth {
  if (!isBuiltInType(type)) return operation === 'create' ? 'project' : 'entity';
  return wider[permissionOf(type, operation) as BuiltInPermission] ?? widths[type];
}

/** Whether a scope on this type can name a project: what stands above projects is in none. */
export const standsInProject = (type: string): boolean =>
  type !== 'organization' && scopeWidthOf(type) !== 'site';

/**
 * What no scoped token may do whatever its scopes, or nothing asks for: a scope of it would be dead, so none can be
 * made. A test derives the same from the endpoint table.
 */
export const unscopable: ReadonlySet<Permission> = new Set<BuiltInPermission>([
  'user_token.create',
  'user_token.update',
  'user_token.delete',
  'service_account_token.create',
  'service_account_token.update',
  'service_account_token.renew',
  'service_account_token.delete',
  'token_policy.update',
  // It lets the people of the other organization do what no scoped token may, their Admins above all.
  'project.move',
  'registered.any',
  'site.read',
]);

/**
 * What everybody may do with what is their own, or to look things up: no grant gives it, so a scope of it goes beyond
 * nobody's rights.
 */
export const everybodys: ReadonlySet<Permission> = new Set<BuiltInPermission>([
  ...(['user.read', 'user.list'] as const),
  ...(['user_token.read', 'user_token.list', 'user_token.revoke', 'token.rotate'] as const),
  ...(['session.list', 'session.end'] as const),
  ...(['role.read', 'role.list', 'grant.read', 'grant.list'] as const),
  ...(['deployment_kind.read', 'deployment_kind.list'] as const),
  ...(['helm_chart.read', 'helm_chart.list'] as const),
]);

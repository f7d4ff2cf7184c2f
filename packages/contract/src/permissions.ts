/**
 * Every kind of resource and its list of operations. A permission is `<entity_type>.<operation>`,
 * and one that is not in this table does not exist: no role, scope or endpoint can name it.
 */
export const entityTypes = {
  site: ['read'],
  user: ['create', 'read', 'update', 'list'],
  user_token: ['create', 'read', 'list', 'update', 'revoke', 'delete'],
  session: ['list', 'end'],
  audit_event: ['list'],
  token: ['verify'],

  organization: ['create', 'read', 'list', 'update', 'delete', 'list_members'],
  project: ['create', 'read', 'list', 'update', 'delete', 'move', 'list_members'],
  env: ['create', 'read', 'list', 'update', 'delete'],
  deployment_kind: ['create', 'read', 'list', 'update', 'delete'],
  k8s_cluster: ['create', 'read', 'list', 'update', 'delete'],
  helm_chart: ['create', 'read', 'list'],
  deployment: ['create', 'read', 'list', 'update', 'delete', 'restart', 'invoke_action'],
  deployment_task: ['read', 'list', 'claim'],

  // biome-ignore format: one line reads like the others
  channel: ['create', 'read', 'list', 'update', 'delete', 'share', 'unshare', 'publish', 'subscribe'],
  client: ['create', 'read', 'list', 'update', 'delete', 'share', 'unshare'],
  group: ['create', 'read', 'list', 'update', 'delete', 'share', 'unshare'],
  dashboard: ['create', 'read', 'list', 'update', 'delete', 'share', 'unshare'],

  role: ['create', 'read', 'list', 'update', 'delete'],
  grant: ['create', 'read', 'list', 'delete'],
  service_account: ['create', 'read', 'list', 'update', 'delete'],
  service_account_token: ['create', 'read', 'list', 'update', 'revoke', 'renew', 'delete'],
} as const;

export type EntityType = keyof typeof entityTypes;

export type Permission = {
  [T in EntityType]: `${T}.${(typeof entityTypes)[T][number]}`;
}[EntityType];

/** Every permission, in the order of the table. */
export const permissions = Object.entries(entityTypes).flatMap(([type, operations]) =>
  operations.map((operation) => `${type}.${operation}` as Permission),
);

const known: ReadonlySet<string> = new Set(permissions);

export function isPermission(text: string): text is Permission {
  return known.has(text);
}

/** All permissions of these types: `allOf('env', 'deployment')`. */
export function allOf(...types: readonly EntityType[]): Permission[] {
  return types.flatMap((type) =>
    entityTypes[type].map((operation) => `${type}.${operation}` as Permission),
  );
}

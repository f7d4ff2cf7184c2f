import type { z } from 'zod';

/**
 * Every built-in entity type and its list of operations. A permission is `<entity_type>.<operation>`, and one that is
 * neither in this table nor of a type that the site registered does not exist: no role, scope or endpoint can name it.
 */
export const entityTypes = {
  site: ['read'],
  user: ['create', 'read', 'update', 'list'],
  user_token: ['create', 'read', 'list', 'update', 'revoke', 'delete'],
  session: ['list', 'end'],
  audit_event: ['list'],
  token: ['verify', 'rotate'],
  token_policy: ['read', 'update'],
  entity_type: ['create', 'update', 'delete'],

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

  /** Every operation of every type that the site registered. */
  registered: ['any'],

  role: ['create', 'read', 'list', 'update', 'delete'],
  grant: ['create', 'read', 'list', 'delete'],
  service_account: ['create', 'read', 'list', 'update', 'delete'],
  service_account_token: ['create', 'read', 'list', 'update', 'revoke', 'renew', 'delete'],
} as const;

export type EntityType = keyof typeof entityTypes;

export type BuiltInPermission = {
  [T in EntityType]: `${T}.${(typeof entityTypes)[T][number]}`;
}[EntityType];

/** Of a registered entity type. Whether it exists, the site's database tells. */
export type RegisteredPermission = string & z.$brand<'RegisteredPermission'>;

export type Permission = BuiltInPermission | RegisteredPermission;

/** Every built-in permission, in the order of the table. */
export const permissions = Object.entries(entityTypes).flatMap(([type, operations]) =>
  operations.map((operation) => `${type}.${operation}` as BuiltInPermission),
);

const known: ReadonlySet<string> = new Set(permissions);

export function isBuiltInPermission(text: string): text is BuiltInPermission {
  return known.has(text);
}

export const isBuiltInType = (text: string): text is EntityType => Object.hasOwn(entityTypes, text);

/** The word for a type or an operation that a site registers. */
export const registeredWord = /^[a-z][a-z0-9_]{1,38}$/;

/** Whether the text can be a permission at all; one of a registered type has to be looked up. */
export function isPermission(text: string): text is Permission {
  if (known.has(text)) return true;
  const [type = '', operation = '', ...rest] = text.split('.');
  if (rest.length > 0 || isBuiltInType(type)) return false;
  return registeredWord.test(type) && registeredWord.test(operation);
}

export const permissionOf = (type: string, operation: string) =>
  `${type}.${operation}` as Permission;

/** All permissions of these types: `allOf('env', 'deployment')`. */
export function allOf(...types: readonly EntityType[]): BuiltInPermission[] {
  return types.flatMap((type) =>
    entityTypes[type].map((operation) => `${type}.${operation}` as BuiltInPermission),
  );
}

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
} as const;

export type EntityType = keyof typeof entityTypes;

export type Permission = {
  [T in EntityType]: `${T}.${(typeof entityTypes)[T][number]}`;
}[EntityType];

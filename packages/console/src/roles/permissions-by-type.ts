interface TypeOperations {
  readonly type: string;
  readonly operations: readonly string[];
}

/** `['env.read', 'env.list']` as one line per entity type, in the order they come. */
export function permissionsByType(permissions: readonly string[]): readonly TypeOperations[] {
  const byType = new Map<string, string[]>();
  for (const permission of permissions) {
    const [type = '', operation = ''] = permission.split('.');
    byType.set(type, [...(byType.get(type) ?? []), operation]);
  }
  return [...byType].map(([type, operations]) => ({ type, operations }));
}

/** `service_account_token` as people read it: "service account token". */
export const plainWords = (name: string): string => name.replaceAll('_', ' ');

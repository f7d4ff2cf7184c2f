import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { anyId, envId } from './ids.ts';

/** Platz's `DbTable`, closed. Of those that this product has no rows of, there is nothing to hear. */
export const dbTables = [
  ...(['bots', 'deployment_kinds', 'deployment_resources', 'deployment_resource_types'] as const),
  ...(['deployments', 'deployment_tasks', 'deployment_permissions', 'envs'] as const),
  ...(['env_user_permissions', 'helm_registries', 'helm_charts', 'helm_tag_formats'] as const),
  ...(['k8s_clusters', 'k8s_resources', 'secrets', 'settings', 'users'] as const),
] as const;
export const dbTable = z.enum(dbTables);
export type DbTable = z.output<typeof dbTable>;

/** Platz's `DbEvent`. */
export const dbEvent = z.object({
  operation: z.enum(['INSERT', 'UPDATE', 'DELETE']),
  table: dbTable,
  env_id: envId.nullable().describe('Of the env the row is in, if it is in one.'),
  data: z.object({ id: anyId }),
});
export type DbEvent = z.output<typeof dbEvent>;

const rows = { table: dbTable, env_id: envId.nullish() };

/** What a client says: which rows it wants to hear of. Without an env: those of every env, and those of none. */
export const socketMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('subscribe'), ...rows }),
  z.object({ type: z.literal('unsubscribe'), ...rows }),
]);
export type SocketMessage = z.output<typeof socketMessage>;

/** Platz's socket. No row of the endpoint table, because a client of that speaks HTTP alone. */
export const platzSocket = endpoint({
  method: 'GET',
  path: '/api/v2/ws',
  tag: 'Live updates',
  summary: 'What changed, as it happens, in the words of Platz',
  access: { rule: 'active', scope: 'any' },
  refusesScoped: true,
  effect: 'read',
  answer: { status: 101, messages: dbEvent },
});

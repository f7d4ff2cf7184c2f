import { z } from 'zod';
import { action, changed, owned, placed } from './audit-action.ts';
import { anyId } from './ids.ts';

const made = {
  expires_at: z.string().nullable(),
  access: z.enum(['full', 'scoped']).optional().describe('full in older events.'),
  num_scopes: z.number().int().optional(),
};
const rotated = {
  expires_at: z.string().nullable(),
  rotation_ends_at: z.string().describe('Until when the old secret works at the latest.'),
};
const changedScopes = {
  num_scopes: z.number().int().describe('How many were added or removed.'),
  scopes: z
    .array(
      z.object({
        permission: z.string(),
        target_kind: z.string().describe('site: everything.'),
        target_id: anyId,
        target_name: z.string(),
      }),
    )
    .describe('At most 100 of them.'),
};
/** What the record says of tokens, their policies, and entities and their types. */
export const tokenActions = [
  action('user_token.create', 'user_token', z.object({ ...owned, ...made })),
  action(
    'user_token.update',
    'user_token',
    z.object({
      ...owned,
      name: changed(z.string()),
      description: changed(z.string()),
    }),
  ),
  action('user_token.revoke', 'user_token', z.object(owned)),
  action(
    'user_token.renew',
    'user_token',
    z.object({ ...owned, expires_at: z.string().nullable() }),
  ),
  action(
    'user_token.regenerate',
    'user_token',
    z.object({ ...owned, expires_at: z.string().nullable() }),
  ),
  action('user_token.rotate', 'user_token', z.object({ ...owned, ...rotated })),
  action('user_token.add_scopes', 'user_token', z.object({ ...owned, ...changedScopes })),
  action('user_token.remove_scopes', 'user_token', z.object({ ...owned, ...changedScopes })),
  action(
    'user_token.delete_all',
    'user',
    z.object({ deleted: z.number().int(), spared_id: anyId.nullable() }),
  ),
  action('user_token.delete', 'user_token', z.object(owned)),
  action('service_account_token.create', 'service_account_token', z.object({ ...owned, ...made })),
  action(
    'service_account_token.update',
    'service_account_token',
    z.object({ ...owned, name: changed(z.string()), description: changed(z.string()) }),
  ),
  action('service_account_token.revoke', 'service_account_token', z.object(owned)),
  action(
    'service_account_token.renew',
    'service_account_token',
    z.object({ ...owned, expires_at: z.string().nullable() }),
  ),
  action(
    'service_account_token.regenerate',
    'service_account_token',
    z.object({ ...owned, expires_at: z.string().nullable() }),
  ),
  action(
    'service_account_token.rotate',
    'service_account_token',
    z.object({ ...owned, ...rotated }),
  ),
  action(
    'service_account_token.add_scopes',
    'service_account_token',
    z.object({ ...owned, ...changedScopes }),
  ),
  action(
    'service_account_token.remove_scopes',
    'service_account_token',
    z.object({ ...owned, ...changedScopes }),
  ),
  action(
    'token_policy.update',
    'token_policy',
    z.object({
      max_life_days: changed(z.number().int().nullable()),
      allows_never_ending: changed(z.boolean()),
      allows_full_access: changed(z.boolean()),
      max_requests_per_minute: changed(z.number().int().nullable()),
      revoked_tokens: z.number().int(),
    }),
  ),
  action('entity_type.create', 'entity_type', z.object({ operations: z.array(z.string()) })),
  action(
    'entity_type.update',
    'entity_type',
    z.object({
      title: changed(z.string()),
      description: changed(z.string()),
      operations: changed(z.array(z.string())),
    }),
  ),
  action('entity_type.delete', 'entity_type', z.object({})),
  action('entity.create', 'entity', z.object({ ...placed, type: z.string() })),
  action(
    'entity.update',
    'entity',
    z.object({
      ...placed,
      type: z.string(),
      name: changed(z.string()),
      metadata: z.boolean().optional(),
    }),
  ),
  action(
    'entity.delete',
    'entity',
    z.object({ ...placed, type: z.string(), grants: z.number().int(), scopes: z.number().int() }),
  ),
  action('service_account_token.delete', 'service_account_token', z.object(owned)),
] as const;

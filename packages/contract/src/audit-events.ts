import { z } from 'zod';
import { action, changed, owned, placed } from './audit-action.ts';
import { tokenActions } from './audit-token-actions.ts';
import { anyId, auditEventId } from './ids.ts';
import { time } from './text.ts';

const gone = {
  resources: z.number().int(),
  service_accounts: z.number().int(),
  tokens: z.number().int(),
  grants: z.number().int(),
};
const granted = {
  owner_id: anyId.describe('The principal it is granted to.'),
  owner_name: z.string(),
  role: z.string().nullable(),
  permissions: z.array(z.string()).nullable(),
  resource_id: anyId,
  resource_name: z.string(),
  deployment_kind: z.string().nullable(),
  ends_at: z.string().nullable(),
};

/** The program that asked to sign in as this person. */
const askedBy = z.object({
  ...owned,
  device_name: z.string().describe('As it said.'),
  by: z.enum(['loopback', 'device_code']),
  asked_from: z.string().nullable().describe('The address it asked from.'),
});

/**
 * What the record can say. One member per action: the kind of its target, and what changed. Secrets have no
 * field here, so they cannot be written down. A member is never removed: old rows still name it.
 */
export const auditChange = z.discriminatedUnion('action', [
  action(
    'user.create',
    'user',
    z.object({
      via: z.enum(['sign_in', 'invitation', 'operator']),
      email: z.string(),
      is_active: z.boolean(),
      is_admin: z.boolean(),
    }),
  ),
  action(
    'user.update',
    'user',
    z.object({ is_active: changed(z.boolean()), is_admin: changed(z.boolean()) }),
  ),
  action(
    'session.create',
    'session',
    z.object({
      ...owned,
      via: z.enum(['browser', 'api']),
      is_active: z.boolean(),
      device_name: z.string().optional(),
    }),
  ),
  action(
    'session.end',
    'session',
    z.object({
      ...owned,
      because: z
        .literal('code_used_twice')
        .optional()
        .describe('The code that opened it came again, so it may have been caught on its way.'),
    }),
  ),
  action('sign_in.approve', 'user', askedBy),
  action('sign_in.refuse', 'user', askedBy),
  action('session.end_all', 'user', z.object({ ended: z.number().int() })),
  ...tokenActions,
  action('organization.create', 'organization', z.object({})),
  action('organization.update', 'organization', z.object({ name: changed(z.string()) })),
  action('organization.delete', 'organization', z.object(gone)),
  action('project.create', 'project', z.object(placed)),
  action('project.update', 'project', z.object({ ...placed, name: changed(z.string()) })),
  action(
    'project.move',
    'project',
    z.object({ from: z.string(), to: z.string(), to_id: anyId, grants_lost: z.number().int() }),
  ),
  action('project.delete', 'project', z.object({ ...placed, ...gone })),
  action('env.create', 'env', z.object({ ...placed, auto_add_new_users: z.boolean() })),
  action(
    'env.update',
    'env',
    z.object({
      ...placed,
      name: changed(z.string()),
      auto_add_new_users: changed(z.boolean()),
      node_selector: changed(z.unknown()),
      tolerations: changed(z.unknown()),
    }),
  ),
  action('env.delete', 'env', z.object({ ...placed, ...gone })),
  action('deployment_kind.create', 'deployment_kind', z.object({})),
  action('deployment_kind.update', 'deployment_kind', z.object({ name: changed(z.string()) })),
  action('deployment_kind.delete', 'deployment_kind', z.object({ grants: z.number().int() })),
  action('role.create', 'role', z.object({ ...placed, permissions: z.array(z.string()) })),
  action(
    'role.update',
    'role',
    z.object({
      ...placed,
      name: changed(z.string()),
      description: changed(z.string()),
      permissions: changed(z.array(z.string())),
    }),
  ),
  action(
    'role.delete',
    'role',
    z.object({ ...placed, replacement: z.string().nullable(), grants: z.number().int() }),
  ),
  action('grant.create', 'grant', z.object(granted)),
  action('grant.delete', 'grant', z.object(granted)),
  action(
    'service_account.create',
    'service_account',
    z.object({ ...placed, expires_at: z.string().nullable() }),
  ),
  action(
    'service_account.update',
    'service_account',
    z.object({
      ...placed,
      name: changed(z.string()),
      description: changed(z.string()),
      is_enabled: changed(z.boolean()),
      expires_at: changed(z.string().nullable()),
    }),
  ),
  action(
    'service_account.delete',
    'service_account',
    z.object({ ...placed, tokens: z.number().int(), grants: z.number().int() }),
  ),
  action(
    'service_account.renew',
    'service_account',
    z.object({ ...placed, token_id: anyId, tokens_ended: z.number().int() }),
  ),
  action(
    'deployment.create',
    'deployment',
    z.object({ ...placed, deployment_kind: z.string(), chart: z.string(), task_id: anyId }),
  ),
  action(
    'deployment.update',
    'deployment',
    z.object({
      ...placed,
      name: changed(z.string()),
      cluster: changed(z.string()),
      chart: changed(z.string()),
      is_enabled: changed(z.boolean()),
      settings: z.array(z.enum(['config', 'values_override', 'description_md'])).optional(),
      task_id: anyId.nullable().describe('Null: nothing that a runner has to do.'),
    }),
  ),
  action(
    'deployment.delete',
    'deployment',
    z.object({
      ...placed,
      tokens: z.number().int(),
      grants: z.number().int(),
      is_forced: z.boolean(),
      task_id: anyId.nullable().describe('Null: it was not installed, or is forced out at once.'),
    }),
  ),
  action(
    'deployment_task.create',
    'deployment_task',
    z.object({
      deployment_id: anyId,
      deployment_name: z.string(),
      operation: z.string(),
      action: z.string().nullable(),
      execute_at: z.string(),
      webhook: z.string().nullable(),
    }),
  ),
  action(
    'deployment_task.cancel',
    'deployment_task',
    z.object({
      deployment_id: anyId,
      deployment_name: z.string(),
      operation: z.string(),
      reason: z.string().nullable(),
    }),
  ),
  action(
    'deployment_webhook.create',
    'deployment_webhook',
    z.object({ deployment_id: anyId, deployment_name: z.string(), operation: z.string() }),
  ),
  action(
    'deployment_webhook.delete',
    'deployment_webhook',
    z.object({ deployment_id: anyId, deployment_name: z.string() }),
  ),
  action('k8s_cluster.create', 'k8s_cluster', z.object(placed)),
  action(
    'k8s_cluster.update',
    'k8s_cluster',
    z.object({
      ...placed,
      fields: z.array(z.string()).describe('The settings that were changed.'),
      runner: changed(z.string()),
    }),
  ),
  action('k8s_cluster.delete', 'k8s_cluster', z.object(placed)),
  action(
    'helm_chart.create',
    'helm_chart',
    z.object({ deployment_kind: z.string(), image_digest: z.string() }),
  ),
  action('site.restore', 'site', z.object({ taken_at: z.string() })),
  action(
    'access.denied',
    'site',
    z.object({ endpoint: z.string(), permission: z.string(), resource_id: anyId.nullable() }),
  ),
]);

/** What an operation hands back with its result, to be written in the same transaction. */
export type AuditChange = z.output<typeof auditChange>;
export type AuditAction = AuditChange['action'];

export const auditActions = auditChange.options.map((option) => option.shape.action.value);

/** Who acted. `operator` is a person with a shell on the server; `system` is the server itself. */
export const auditActorKinds = [
  'user',
  'service_account',
  'deployment',
  'operator',
  'system',
] as const;
export type AuditActorKind = (typeof auditActorKinds)[number];
export const credentialKinds = [
  'session',
  'user_token',
  'service_account_token',
  'deployment_token',
] as const;
export type CredentialKind = (typeof credentialKinds)[number];

export const auditEvent = z.object({
  id: auditEventId,
  at: time,
  action: z.enum(auditActions),
  actor: z.object({
    kind: z.enum(auditActorKinds),
    id: anyId.nullable().describe('Null: not a person of this site.'),
    name: z.string(),
    credential: z
      .object({ kind: z.enum(credentialKinds), id: anyId, name: z.string() })
      .nullable()
      .describe('The session or token the actor came with.'),
  }),
  target: z
    .object({ kind: z.string(), id: anyId, name: z.string() })
    .describe('What it was done to, by the name it had then.'),
  details: z
    .record(z.string(), z.unknown())
    .describe('What changed; its fields follow from action.'),
  request_id: z.string().describe('All events of one request share it.'),
  address: z.string().nullable(),
  user_agent: z.string().nullable(),
});
export type AuditEvent = z.output<typeof auditEvent>;

import { z } from 'zod';
import { anyId, auditEventId } from './ids.ts';
import { time } from './text.ts';

const owned = { owner_id: anyId, owner_name: z.string() };
const changed = <T extends z.ZodType>(of: T) => z.object({ from: of, to: of }).optional();

const action = <A extends string, T extends TargetKind, D extends z.ZodType>(
  name: A,
  target: T,
  details: D,
) =>
  z.object({
    action: z.literal(name),
    target: z.object({ kind: z.literal(target), id: anyId, name: z.string() }),
    details,
  });

type TargetKind = 'user' | 'user_token' | 'session' | 'site';

/** The id that stands for the site itself where a target is named. */
export const siteId = '00000000-0000-0000-0000-000000000000';

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
    z.object({ ...owned, via: z.enum(['browser', 'api']), is_active: z.boolean() }),
  ),
  action('session.end', 'session', z.object(owned)),
  action('session.end_all', 'user', z.object({ ended: z.number().int() })),
  action(
    'user_token.create',
    'user_token',
    z.object({ ...owned, expires_at: z.string().nullable() }),
  ),
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
  action('user_token.delete', 'user_token', z.object(owned)),
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
export const auditActorKinds = ['user', 'operator', 'system'] as const;
export type AuditActorKind = (typeof auditActorKinds)[number];
export const credentialKinds = ['session', 'user_token'] as const;
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

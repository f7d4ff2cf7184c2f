import { z } from 'zod';
import {
  deploymentKindId,
  envId,
  grantId,
  principalId,
  resourceId,
  roleId,
  serviceAccountId,
  userId,
} from './ids.ts';
import { flag, pageOfItems, paging } from './paging.ts';
import { maker, principalKind, principalRef } from './principals.ts';
import { resourceRef } from './resources.ts';
import { permission, permissionList } from './roles.ts';
import { time, timeInput } from './text.ts';

export const grantState = z.enum(['active', 'ended']);

export const grant = z.object({
  id: grantId,
  created_at: time,
  principal: principalRef,
  role: z.object({ id: roleId, name: z.string(), kind: z.enum(['built_in', 'custom']) }).nullable(),
  permissions: z.array(z.string()).describe('Of the role, or the bare list.'),
  resource: resourceRef,
  path: z
    .array(resourceRef)
    .describe('What stands above the resource, from the organization down.'),
  deployment_kind: z.object({ id: deploymentKindId, name: z.string() }).nullable(),
  ends_at: time.nullable().describe('Null: never.'),
  state: grantState,
  created_by: maker,
  abilities: z.array(z.enum(['delete'])),
});
export type Grant = z.output<typeof grant>;
export const grantPage = pageOfItems(grant);

export const grantFilters = z.object({
  ...paging,
  principal_id: principalId.optional(),
  principal_kind: principalKind.optional(),
  resource_id: resourceId.optional().describe('Granted on this very resource.'),
  holds_on: resourceId.optional().describe('That hold on this resource: on it or above it.'),
  within: resourceId.optional().describe('On this resource or below it.'),
  role_id: roleId.optional(),
  state: grantState.optional(),
});

/** A role or a bare list of permissions, on a resource. */
const whatIsGranted = {
  resource_id: resourceId,
  role_id: roleId.optional(),
  permissions: permissionList.optional().describe('Instead of role_id.'),
  kind_id: deploymentKindId.nullish().describe('For deployments of this kind alone.'),
  ends_at: timeInput.nullish().describe('A time to come, or null for never.'),
};
export const newGrant = z.object(whatIsGranted);
export const createGrant = z.object({ principal_id: principalId, ...whatIsGranted });

const platzPaging = { ...paging, env_id: envId.optional() };
const withBots = {
  user_id: userId.optional(),
  bot_id: serviceAccountId.optional().describe('Only this service account’s.'),
  with_bots: flag.optional().describe('True: service accounts too. People alone without it.'),
};
export const permissionFaceFilters = z.object({ ...platzPaging, ...withBots });

const ofPrincipal = {
  user_id: userId.nullable().describe('Null only where bot_id is there.'),
  bot_id: serviceAccountId
    .optional()
    .describe('There in place of user_id, and only where asked for.'),
};
const given = {
  user_id: userId.nullish(),
  bot_id: serviceAccountId.nullish().describe('Instead of user_id.'),
};

/** Platz's `EnvUserPermission`. */
export const envUserPermission = z.object({
  id: grantId,
  created_at: time,
  env_id: envId,
  ...ofPrincipal,
  role: z.enum(['Admin', 'User']),
});
export type EnvUserPermission = z.output<typeof envUserPermission>;
export const envUserPermissionPage = pageOfItems(envUserPermission);
export const createEnvUserPermission = z.object({
  env_id: envId,
  ...given,
  role: z.enum(['Admin', 'User']),
});

/** Platz's `DeploymentPermission`. */
export const deploymentPermission = z.object({
  id: grantId,
  created_at: time,
  env_id: envId,
  ...ofPrincipal,
  kind_id: deploymentKindId,
  role: z.enum(['Owner', 'Maintainer']),
});
export type DeploymentPermission = z.output<typeof deploymentPermission>;
export const deploymentPermissionPage = pageOfItems(deploymentPermission);
export const createDeploymentPermission = z.object({
  env_id: envId,
  ...given,
  kind_id: deploymentKindId,
  role: z.enum(['Owner', 'Maintainer']),
});

/** One question: may this principal do that there? */
export const accessQuestion = z.object({
  principal: principalId.optional().describe('The caller without it.'),
  permission,
  resource: resourceId,
  kind: deploymentKindId.optional().describe('As if the resource were of this deployment kind.'),
});

/** Through what a permission is held. */
export const accessReason = z.discriminatedUnion('via', [
  z.object({ via: z.literal('site_admin') }),
  z.object({
    via: z.literal('grant'),
    grant_id: grantId,
    role: z.object({ id: roleId, name: z.string() }).nullable().describe('Null: a bare list.'),
    resource: resourceRef.describe('Where it was granted.'),
    inherited: z.boolean().describe('Whether that is above the resource asked about.'),
    deployment_kind: z.object({ id: deploymentKindId, name: z.string() }).nullable(),
    ends_at: time.nullable(),
  }),
]);
export type AccessReason = z.output<typeof accessReason>;

export const explainedAccess = z.object({
  allowed: z.boolean(),
  principal: principalRef,
  permission: z.string(),
  resource: resourceRef,
  path: z.array(resourceRef),
  reasons: z.array(accessReason).describe('Every grant that gives it. Empty where none does.'),
  denial: z
    .object({
      because: z.enum(['inactive', 'no_grant']),
      message: z.string(),
      roles: z
        .array(
          z.object({
            id: roleId,
            name: z.string(),
            label: z
              .string()
              .describe('Told apart from others of its name: “Admin (organization)”.'),
            home: resourceRef.nullable(),
          }),
        )
        .describe('Roles that contain the permission and can be granted in reach of the resource.'),
      granters: z
        .array(principalRef)
        .describe(
          'Who could grant it: at most 20, site administrators last. Empty for a service account that may not list grants there.',
        ),
    })
    .nullable()
    .describe('What is missing, where it is not allowed.'),
});
export type ExplainedAccess = z.output<typeof explainedAccess>;

export const whoQuestion = z.object({
  ...paging,
  permission,
  resource: resourceId,
  kind: deploymentKindId.optional(),
});
export const holder = z.object({ principal: principalRef, reasons: z.array(accessReason) });
export type Holder = z.output<typeof holder>;
export const holderPage = pageOfItems(holder);

export const effectiveQuestion = z.object({
  ...paging,
  principal: principalId.optional().describe('The caller without it.'),
  permission: permission.optional().describe('Only where this is held.'),
  type: z
    .enum(['organization', 'project', 'env', 'deployment'])
    .describe('Resources of this type.'),
});
export const effectiveAccess = z.object({
  resource: resourceRef,
  path: z.array(resourceRef),
  reasons: z.array(accessReason),
});
export type EffectiveAccess = z.output<typeof effectiveAccess>;
export const effectiveAccessPage = pageOfItems(effectiveAccess);

/** Who gains or loses by moving a project to another organization. */
export const moveEffect = z.object({
  dry_run: z.literal(true),
  from: resourceRef,
  to: resourceRef,
  lost_grants: z.object({
    count: z.number().int(),
    items: z
      .array(
        z.object({
          principal: principalRef,
          role: z.string(),
          resource: resourceRef,
          because: z.enum(['role_stays', 'account_stays']),
        }),
      )
      .describe(
        'Grants that go, because their role or service account belongs to the organization left. At most 50.',
      ),
  }),
  gains: z
    .array(z.object({ principal: principalRef, role: z.string() }))
    .describe('Who holds something on the new organization. At most 50.'),
  loses: z
    .array(z.object({ principal: principalRef, role: z.string() }))
    .describe('Who held something on the old one. At most 50.'),
});
export type MoveEffect = z.output<typeof moveEffect>;

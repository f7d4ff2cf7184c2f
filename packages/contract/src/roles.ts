import { z } from 'zod';
import { roleLevels } from './built-in-roles.ts';
import { dryRun } from './dry-run.ts';
import { resourceId, roleId } from './ids.ts';
import { pageOfItems, paging } from './paging.ts';
import { isPermission, type Permission } from './permissions.ts';
import { principalRef } from './principals.ts';
import { resourceRef } from './resources.ts';
import { description, name, textFilter, time } from './text.ts';

/** The form of a permission, such as `deployment.restart`; whether one of a registered type exists is looked up. */
export const permission = z
  .string()
  .max(100)
  .refine(isPermission, { error: 'There is no such permission.' })
  .transform((text) => text as Permission)
  .meta({ wire: { type: 'string' } });

/** One to 200 permissions, each once, in the order of their names. */
export const permissionList = z
  .array(permission)
  .min(1, 'Name at least one permission.')
  .max(200, 'Must be at most 200 permissions.')
  .transform((list) => [...new Set(list)].sort());

export const role = z.object({
  id: roleId,
  name: z.string(),
  description: z.string(),
  kind: z.enum(['built_in', 'custom']),
  home: resourceRef.nullable().describe('Where a custom role lives: usable there and below.'),
  levels: z
    .array(z.enum(roleLevels))
    .describe(
      'The types of resource it can be granted on; a custom one also on all below a project.',
    ),
  of_kind: z.boolean().describe('Whether a grant of it names a deployment kind.'),
  permissions: z.array(z.string()),
  num_grants: z.number().int().describe('How many grants use it, the whole site over.'),
  created_at: time.nullable().describe('Null: built in.'),
  abilities: z.array(z.enum(['update', 'delete'])),
});
export type Role = z.output<typeof role>;
export const rolePage = pageOfItems(role);

export const roleFilters = z.object({
  ...paging,
  search: textFilter.optional().describe('Matches the name.'),
  home_id: resourceId.optional().describe('Custom roles that live right there.'),
  usable_on: resourceId.optional().describe('Roles that can be granted on this resource.'),
  kind: z.enum(['built_in', 'custom']).optional(),
});

export const createRole = z.object({
  name,
  description: description.optional(),
  home_id: resourceId.describe('The site, an organization or a project.'),
  permissions: permissionList,
});

export const updateRole = z.object({
  name: name.optional(),
  description: description.optional(),
  permissions: permissionList.optional(),
});

export const deleteRoleQuery = dryRun.extend({
  replacement_id: roleId
    .optional()
    .describe('The role its grants turn to. A role in use is not deleted without one.'),
});

/** Who would hold more or less than before, counting all their other grants. */
export const roleEffect = z.object({
  dry_run: z.literal(true),
  num_grants: z.number().int(),
  num_changed: z.number().int().describe('How many principals would gain or lose something.'),
  items: z
    .array(
      z.object({
        principal: principalRef,
        resource: resourceRef,
        gains: z.array(z.string()),
        loses: z.array(z.string()),
      }),
    )
    .describe('At most 100 of them.'),
});
export type RoleEffect = z.output<typeof roleEffect>;

import { z } from 'zod';
import {
  entityTypeId,
  grantId,
  organizationId,
  principalId,
  projectId,
  resourceId,
  roleId,
} from './ids.ts';
import { pageOfItems, paging } from './paging.ts';
import { registeredWord } from './permissions.ts';
import { principalRef } from './principals.ts';
import { registeredType } from './resources.ts';
import { permissionList } from './roles.ts';
import { description, name, textFilter, time, timeInput } from './text.ts';

/** The built-in types whose nodes are entities: what stands below a project and has no page of its own kind. */
export const builtInEntityTypes = ['channel', 'client', 'group', 'dashboard'] as const;

/** What one operation of a registered type means, for people who choose. */
const operation = z.object({
  name: z
    .string()
    .regex(registeredWord, 'Expected 2 to 39 characters: a to z, 0 to 9 and _, a letter first.'),
  description: description.optional(),
});
const operations = z
  .array(operation)
  .min(1, 'Name at least one operation.')
  .max(50, 'Must be at most 50 operations.');

export const entityType = z.object({
  id: entityTypeId.nullable().describe('Null: built in.'),
  type: z.string(),
  is_built_in: z.boolean(),
  title: z.string(),
  description: z.string(),
  operations: z.array(z.string()),
  meanings: z.record(z.string(), z.string()).describe('What each operation means.'),
  scopes: z
    .enum(['site', 'project', 'entity'])
    .describe('What a scope of it can be narrowed to: nothing, a project, or one entity too.'),
  abilities: z.array(z.enum(['update', 'delete'])),
});
export type ListedEntityType = z.output<typeof entityType>;
export const entityTypeList = z.object({
  items: z.array(entityType),
  abilities: z.array(z.enum(['create'])),
});

export const createEntityType = z.object({
  type: registeredType,
  title: name,
  description: description.optional(),
  operations,
});
export const updateEntityType = z.object({
  title: name.optional(),
  description: description.optional(),
  operations: operations.optional().describe('All of them. One that is in use cannot go.'),
});

export const entityAbility = z.enum([
  'update',
  'delete',
  'share',
  'unshare',
  'publish',
  'subscribe',
]);

export const entity = z.object({
  id: resourceId,
  type: z.string(),
  name: z.string(),
  metadata: z.record(z.string(), z.unknown()),
  project: z.object({ id: projectId, name: z.string() }),
  organization: z.object({ id: organizationId, name: z.string() }),
  created_at: time,
  updated_at: time,
  abilities: z.array(entityAbility),
});
export type Entity = z.output<typeof entity>;
export const entityPage = pageOfItems(entity);

export const entityFilters = z.object({
  ...paging,
  type: z.string().max(40).optional(),
  project_id: projectId.optional(),
  search: textFilter.optional().describe('Matches the name, or the whole id.'),
  shared: z
    .enum(['with_me', 'by_me'], { error: 'Expected with_me or by_me.' })
    .optional()
    .describe('Granted to the caller on the entity itself; or by the caller to others.'),
});

/** Any JSON object that is not overlong. */
const metadata = z
  .record(z.string(), z.unknown())
  .refine((value) => JSON.stringify(value).length <= 10_000, {
    error: 'Must be at most 10,000 characters of JSON.',
  });

export const createEntity = z.object({
  type: z.string().max(40),
  project_id: projectId,
  name,
  metadata: metadata.optional(),
});
export const updateEntity = z.object({ name: name.optional(), metadata: metadata.optional() });

/** A grant on this one entity: a role, or a list of operations of its type. */
export const shareEntity = z.object({
  principal_id: principalId,
  role_id: roleId.optional(),
  operations: z
    .array(z.string().max(40))
    .min(1, 'Name at least one operation.')
    .max(50, 'Must be at most 50 operations.')
    .optional()
    .describe('Of the entity’s type, instead of role_id.'),
  permissions: permissionList.optional().describe('The same as whole permissions.'),
  ends_at: timeInput.nullish().describe('A time to come, or null for never.'),
});

export const share = z.object({
  id: grantId,
  principal: principalRef,
  role: z.object({ id: roleId, name: z.string() }).nullable(),
  permissions: z.array(z.string()),
  created_at: time,
  created_by: z.object({ id: principalId.nullable(), name: z.string() }),
  ends_at: time.nullable(),
});
export type Share = z.output<typeof share>;
export const sharePage = pageOfItems(share);
export const shareFilters = z.object(paging);
export const unshareEntity = z.object({ grant_id: grantId });

/** What goes with an entity. */
export const entityLoss = z.object({
  dry_run: z.literal(true),
  grants: z.number().int().describe('On it alone: whom it is shared with.'),
  scopes: z.number().int().describe('Of tokens, that name it.'),
});

/** What goes with a registered type, or an operation of it: nothing may name it any more. */
export const entityTypeUse = z.object({
  dry_run: z.literal(true),
  entities: z.number().int(),
  roles: z.number().int(),
  grants: z.number().int(),
  scopes: z.number().int(),
});

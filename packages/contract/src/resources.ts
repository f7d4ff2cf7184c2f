import { z } from 'zod';
import { deploymentKindId, envId, organizationId, projectId, resourceId } from './ids.ts';
import { flag, pageOfItems, paging } from './paging.ts';
import { registeredWord } from './permissions.ts';
import { name, textFilter, time } from './text.ts';

/** The types that are nodes of the tree, from the top down, and what may stand below a project. */
export const resourceTypes = [
  ...(['site', 'organization', 'project', 'env', 'deployment'] as const),
  ...(['channel', 'client', 'group', 'dashboard', 'deployment_kind'] as const),
] as const;
export type BuiltInResourceType = (typeof resourceTypes)[number];
/** A type that the site registered: its entities stand below projects. */
export const registeredType = z
  .string()
  .regex(registeredWord, 'Expected 2 to 39 characters: a to z, 0 to 9 and _, a letter first.')
  .brand<'RegisteredType'>();
export type RegisteredType = z.output<typeof registeredType>;
export const resourceType = z.union([z.enum(resourceTypes), registeredType]);
export type ResourceType = BuiltInResourceType | RegisteredType;

/** A node of the tree by its name: all that is shown of one that stands above what the caller may see. */
export const resourceRef = z.object({ type: resourceType, id: resourceId, name: z.string() });
export type ResourceRef = z.output<typeof resourceRef>;

/** What the organization and project that come with a site are called until somebody renames them. */
export const defaultOrganizationId = organizationId.parse('00000000-0000-8000-8002-000000000001');
export const defaultProjectId = projectId.parse('00000000-0000-8000-8002-000000000002');

/** What the caller may do to a node of the tree; pages show what is listed here. */
export const resourceAbility = z.enum([
  ...(['update', 'delete', 'move'] as const),
  ...(['create_project', 'create_env', 'list_members'] as const),
  ...(['list_grants', 'create_grant', 'list_roles', 'create_role'] as const),
  ...(['list_service_accounts', 'create_service_account'] as const),
  ...(['list_deployments', 'create_deployment', 'create_cluster'] as const),
  ...(['create_entity', 'read_token_policy', 'update_token_policy'] as const),
]);
export type ResourceAbility = z.output<typeof resourceAbility>;

const node = { created_at: time, name: z.string(), abilities: z.array(resourceAbility) };
const of = <T extends z.ZodType>(id: T) => z.object({ id, name: z.string() });

export const organization = z.object({
  id: organizationId,
  ...node,
  is_default: z.boolean().describe('It holds the default project, and stays.'),
});
export type Organization = z.output<typeof organization>;
export const organizationPage = pageOfItems(organization);
export const namedFilters = z.object({
  ...paging,
  name: textFilter.optional().describe('Contained in it, in any case.'),
});
export const createOrganization = z.object({ name });
export const renameResource = z.object({ name: name.optional() });

export const project = z.object({
  id: projectId,
  ...node,
  organization: of(organizationId),
  is_default: z.boolean().describe('Envs made without a project_id go here; it stays.'),
});
export type Project = z.output<typeof project>;
export const projectPage = pageOfItems(project);
export const projectFilters = namedFilters.extend({
  organization_id: organizationId.optional(),
});
export const createProject = z.object({
  name,
  organization_id: organizationId.optional().describe('The default organization without it.'),
});
export const moveProject = z.object({ organization_id: organizationId });

/** Platz's `Env`, and what Keywright adds to it. */
export const env = z.object({
  id: envId,
  ...node,
  node_selector: z.unknown().describe('Any JSON; null where none was set.'),
  tolerations: z.unknown().describe('Any JSON; null where none was set.'),
  auto_add_new_users: z.boolean().describe('Whether new people become User of it by themselves.'),
  project_id: projectId,
  project: of(projectId),
  organization: of(organizationId),
});
export type Env = z.output<typeof env>;
export const envPage = pageOfItems(env);
export const envFilters = projectFilters.extend({
  auto_add_new_users: flag.optional(),
  project_id: projectId.optional(),
});

/** Any JSON that is not overlong: kept as it is, read by whoever deploys. */
const anyJson = z.unknown().refine((value) => JSON.stringify(value ?? null).length <= 10_000, {
  error: 'Must be at most 10,000 characters of JSON.',
});

/** Platz's `NewEnv` with an optional addition. */
export const createEnv = z.object({
  name,
  auto_add_new_users: z.boolean().optional(),
  project_id: projectId.nullish().describe('The default project without it.'),
});

/** Platz's `UpdateEnv`: what is left out or null stays as it is. */
export const updateEnv = z.object({
  name: name.nullish(),
  node_selector: anyJson.optional(),
  tolerations: anyJson.optional(),
  auto_add_new_users: z.boolean().nullish(),
});

/** Platz's `DeploymentKind`, and what Keywright adds to it. */
export const deploymentKind = z.object({
  id: deploymentKindId,
  created_at: time,
  name: z.string(),
  abilities: z.array(z.enum(['update', 'delete'])),
});
export type DeploymentKind = z.output<typeof deploymentKind>;
export const deploymentKindPage = pageOfItems(deploymentKind);
export const createDeploymentKind = z.object({ name });
export const updateDeploymentKind = z.object({ name: name.nullish() });

/** What goes with a node of the tree. */
export const loss = z.object({
  dry_run: z.literal(true),
  resources: z
    .array(z.object({ type: resourceType, count: z.number().int() }))
    .describe('The node itself and all below it, by type.'),
  examples: z.array(resourceRef).describe('Some of them, at most 20.'),
  service_accounts: z.number().int(),
  tokens: z.number().int().describe('Active tokens of these service accounts.'),
  roles: z.number().int().describe('Custom roles that live here.'),
  grants: z.number().int(),
  last_used: z
    .object({ at: time, name: z.string() })
    .nullable()
    .describe('The service account among them that was used last.'),
});
export type Loss = z.output<typeof loss>;

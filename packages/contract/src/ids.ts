import { z } from 'zod';

/**
 * Ids on the wire are UUIDs in lower case; upper case is accepted and folded, so that one row has one
 * spelling in logs and filters. Each kind carries its own brand: a `UserId` is not a `UserTokenId`.
 */
const uuid = z.uuid({ error: 'Expected a UUID.' }).toLowerCase();

export const userId = uuid.brand<'UserId'>();
export const userTokenId = uuid.brand<'UserTokenId'>();
export const sessionId = uuid.brand<'SessionId'>();
export const auditEventId = uuid.brand<'AuditEventId'>();
export const organizationId = uuid.brand<'OrganizationId'>();
export const projectId = uuid.brand<'ProjectId'>();
export const envId = uuid.brand<'EnvId'>();
export const deploymentKindId = uuid.brand<'DeploymentKindId'>();
export const roleId = uuid.brand<'RoleId'>();
export const grantId = uuid.brand<'GrantId'>();
export const serviceAccountId = uuid.brand<'ServiceAccountId'>();
export const serviceAccountTokenId = uuid.brand<'ServiceAccountTokenId'>();
export const deploymentId = uuid.brand<'DeploymentId'>();
export const deploymentTokenId = uuid.brand<'DeploymentTokenId'>();
export const deploymentTaskId = uuid.brand<'DeploymentTaskId'>();
export const deploymentWebhookId = uuid.brand<'DeploymentWebhookId'>();
export const k8sClusterId = uuid.brand<'K8sClusterId'>();
export const k8sResourceId = uuid.brand<'K8sResourceId'>();
export const helmChartId = uuid.brand<'HelmChartId'>();
export const tokenScopeId = uuid.brand<'TokenScopeId'>();
export const entityTypeId = uuid.brand<'EntityTypeId'>();
export const leaseId = uuid.brand<'LeaseId'>();

export type UserId = z.output<typeof userId>;
export type UserTokenId = z.output<typeof userTokenId>;
export type SessionId = z.output<typeof sessionId>;
export type AuditEventId = z.output<typeof auditEventId>;
export type OrganizationId = z.output<typeof organizationId>;
export type ProjectId = z.output<typeof projectId>;
export type EnvId = z.output<typeof envId>;
export type DeploymentKindId = z.output<typeof deploymentKindId>;
export type RoleId = z.output<typeof roleId>;
export type GrantId = z.output<typeof grantId>;
export type ServiceAccountId = z.output<typeof serviceAccountId>;
export type ServiceAccountTokenId = z.output<typeof serviceAccountTokenId>;
export type DeploymentId = z.output<typeof deploymentId>;
export type DeploymentTokenId = z.output<typeof deploymentTokenId>;
export type DeploymentTaskId = z.output<typeof deploymentTaskId>;
export type DeploymentWebhookId = z.output<typeof deploymentWebhookId>;
export type K8sClusterId = z.output<typeof k8sClusterId>;
export type K8sResourceId = z.output<typeof k8sResourceId>;
export type HelmChartId = z.output<typeof helmChartId>;
export type TokenScopeId = z.output<typeof tokenScopeId>;
export type EntityTypeId = z.output<typeof entityTypeId>;
/** One runner's hold on one task. */
export type LeaseId = z.output<typeof leaseId>;

/** A UUID of one of several kinds: which, is told by a field beside it, or by the row it is found in. */
const oneOf = <Id extends string>() => uuid as unknown as z.ZodType<Id, string>;

/** A token of any kind. */
export type TokenId = UserTokenId | ServiceAccountTokenId | DeploymentTokenId;
/** A node of the tree; of some types (the site, entities) it has no narrower brand. */
export type ResourceId =
  | (string & z.$brand<'ResourceId'>)
  | OrganizationId
  | ProjectId
  | EnvId
  | DeploymentId
  | DeploymentKindId;
export const resourceId = oneOf<ResourceId>();
/** Who acts, and who can be granted something. */
export type PrincipalId = UserId | ServiceAccountId | DeploymentId;
export const principalId = oneOf<PrincipalId>();
export type AnyId =
  | PrincipalId
  | TokenId
  | SessionId
  | AuditEventId
  | ResourceId
  | RoleId
  | GrantId
  | DeploymentTaskId
  | DeploymentWebhookId
  | K8sClusterId
  | K8sResourceId
  | HelmChartId
  | TokenScopeId
  | EntityTypeId;
export const anyId = oneOf<AnyId>();

/** The root of the tree: this installation. */
export const siteId = '00000000-0000-0000-0000-000000000000' as ResourceId;

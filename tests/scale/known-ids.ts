import type {
  DeploymentId,
  DeploymentKindId,
  DeploymentTaskId,
  DeploymentTokenId,
  DeploymentWebhookId,
  EnvId,
  GrantId,
  HelmChartId,
  K8sClusterId,
  K8sResourceId,
  OrganizationId,
  ProjectId,
  RoleId,
  ServiceAccountId,
  ServiceAccountTokenId,
  SessionId,
  UserId,
  UserTokenId,
} from '@keywright/contract';
import type { Tx } from '../../packages/server/src/storage/storage.ts';

/** Rows that are there, to ask for. */
export interface KnownIds {
  readonly user: UserId;
  readonly email: string;
  readonly token: UserTokenId;
  readonly session: SessionId;
  readonly organization: OrganizationId;
  readonly project: ProjectId;
  readonly env: EnvId;
  readonly kind: DeploymentKindId;
  /** A custom one. */
  readonly role: RoleId;
  readonly grant: GrantId;
  /** Whom that grant is to. */
  readonly holder: UserId;
  readonly account: ServiceAccountId;
  readonly accountToken: ServiceAccountTokenId;
  /** In an env, of a kind, on a cluster, with a token and one part. */
  readonly deployment: DeploymentId;
  readonly deploymentEnv: EnvId;
  readonly deploymentKind: DeploymentKindId;
  readonly cluster: K8sClusterId;
  readonly chart: HelmChartId;
  readonly deploymentToken: DeploymentTokenId;
  readonly part: K8sResourceId;
  /** Done on some deployment, with some output. */
  readonly task: DeploymentTaskId;
  readonly webhook: DeploymentWebhookId;
  /** Milliseconds since 1970, in the middle of all that happened. */
  readonly at: number;
}

/** Takes them from the middle of the tables. */
export async function readKnownIds(tx: Tx): Promise<KnownIds> {
  const token = await tx
    .selectFrom('tokens')
    .innerJoin('users', 'users.id', 'tokens.user_id')
    .select(['tokens.id', 'users.id as user_id', 'tokens.created_at', 'users.email_key'])
    .orderBy('tokens.id')
    .limit(1)
    .offset(5000)
    .executeTakeFirstOrThrow();
  const env = await tx
    .selectFrom('resources')
    .select(['id', 'project_id', 'organization_id'])
    .where('type', '=', 'env')
    .orderBy('id')
    .limit(1)
    .offset(1000)
    .executeTakeFirstOrThrow();
  const first = <Id>(row: { id: string }) => row.id as Id;
  const kind = tx.selectFrom('resources').select('id').where('type', '=', 'deployment_kind');
  const role = tx.selectFrom('roles').select('id').where('home_id', 'is not', null);
  const accounts = tx.selectFrom('tokens').where('service_account_id', 'is not', null);
  const accountToken = await accounts
    .select(['id', 'service_account_id'])
    .limit(1)
    .executeTakeFirstOrThrow();
  const grant = await tx
    .selectFrom('grants')
    .select(['id', 'principal_id'])
    .limit(1)
    .offset(1000)
    .executeTakeFirstOrThrow();
  const deployment = await tx
    .selectFrom('deployments')
    .innerJoin('resources', 'resources.id', 'deployments.id')
    .innerJoin('deployment_tokens as own', 'own.deployment_id', 'deployments.id')
    .innerJoin('k8s_resources as part', 'part.deployment_id', 'deployments.id')
    .select(['deployments.id', 'deployments.cluster_id', 'deployments.helm_chart_id'])
    .select(['resources.env_id', 'resources.kind_id', 'own.id as token_id', 'part.id as part_id'])
    .orderBy('deployments.id')
    .limit(1)
    .executeTakeFirstOrThrow();
  const task = tx.selectFrom('deployment_tasks').select('id').orderBy('created_at').limit(1);
  const webhook = tx.selectFrom('deployment_webhooks').select('id').limit(1);
  return {
    deployment: deployment.id,
    deploymentEnv: deployment.env_id as EnvId,
    deploymentKind: deployment.kind_id as DeploymentKindId,
    cluster: deployment.cluster_id,
    chart: deployment.helm_chart_id,
    deploymentToken: deployment.token_id,
    part: deployment.part_id,
    task: first(await task.offset(1000).executeTakeFirstOrThrow()),
    webhook: first(await webhook.executeTakeFirstOrThrow()),
    user: token.user_id,
    email: token.email_key,
    token: token.id as UserTokenId,
    // In this data a session has its owner's id.
    session: token.user_id as string as SessionId,
    organization: env.organization_id as OrganizationId,
    project: env.project_id as ProjectId,
    env: env.id as EnvId,
    kind: first(await kind.limit(1).executeTakeFirstOrThrow()),
    role: first(await role.limit(1).executeTakeFirstOrThrow()),
    grant: grant.id,
    holder: grant.principal_id as UserId,
    account: accountToken.service_account_id as ServiceAccountId,
    accountToken: accountToken.id as ServiceAccountTokenId,
    // A plain connection to PostgreSQL gives 64-bit integers as text.
    at: Number(token.created_at),
  };
}

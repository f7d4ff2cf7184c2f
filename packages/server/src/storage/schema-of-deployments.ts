import type {
  CredentialKind,
  DeploymentId,
  DeploymentKindId,
  DeploymentStatus,
  DeploymentTaskId,
  DeploymentTokenId,
  DeploymentWebhookId,
  EnvId,
  HelmChartId,
  K8sClusterId,
  K8sResourceId,
  LeaseId,
  PrincipalId,
  PrincipalKind,
  ServiceAccountId,
  SessionId,
  TaskOperationName,
  TaskStatus,
  TokenId,
  UserId,
} from '@keywright/contract';
import type { Digest, Flag, MadeBy, Time } from './schema-columns.ts';

/** Where a runner works: one env's. */
export interface K8sClusters {
  id: K8sClusterId;
  env_id: EnvId;
  provider_id: string;
  name: string;
  name_key: string;
  region_name: string;
  /** Who registered it: whose reports and claims count. */
  runner_kind: PrincipalKind;
  runner_id: PrincipalId;
  runner_name: string;
  last_seen_at: Time;
  /** What the runner said; whether it has been seen lately is for the clock to say. */
  is_ok: Flag;
  not_ok_reason: string | null;
  is_ignored: Flag;
  ingress_domain: string | null;
  ingress_class: string | null;
  ingress_tls_secret_name: string | null;
  grafana_url: string | null;
  grafana_datasource_name: string | null;
  created_at: Time;
}

/** A version of a deployment kind. Never changed: tasks refer to it. */
export interface HelmCharts {
  id: HelmChartId;
  kind_id: DeploymentKindId;
  image_digest: string;
  image_tag: string;
  is_available: Flag;
  /** JSON, each of these; 'null' where there is none. */
  values_ui: string;
  actions_schema: string;
  features: string;
  resource_types: string;
  error: string | null;
  parsed_version: string | null;
  parsed_revision: string | null;
  parsed_branch: string | null;
  parsed_commit: string | null;
  created_at: Time;
}

/** What a deployment has beside its place in the tree, where its name, env and kind stand. */
export interface Deployments {
  id: DeploymentId;
  cluster_id: K8sClusterId;
  helm_chart_id: HelmChartId;
  is_enabled: Flag;
  status: DeploymentStatus;
  /** Why the status is Error. */
  reason: string | null;
  description_md: string | null;
  revision_id: DeploymentTaskId | null;
  /** JSON, or null. */
  reported_status: string | null;
  /** JSON. */
  config: string;
  /** JSON. */
  values_override: string;
  /** What runners call its place: unique within its cluster. */
  namespace: string;
  /** When its deletion was asked for; it goes once it is uninstalled. */
  deleting_at: Time | null;
}

/** Short-lived and many, so they stand apart from the tokens that people manage: decision 0011. */
export interface DeploymentTokens {
  id: DeploymentTokenId;
  deployment_id: DeploymentId;
  secret_sha256: Digest;
  created_at: Time;
  expires_at: Time;
  revoked_at: Time | null;
}

/** A part of a deployment, as its runner reported it. */
export interface K8sResources {
  id: K8sResourceId;
  deployment_id: DeploymentId;
  cluster_id: K8sClusterId;
  kind: string;
  api_version: string;
  name: string;
  name_key: string;
  /** JSON. */
  status_color: string;
  /** JSON. */
  metadata: string;
  last_updated_at: Time;
}

/** Who did it and with which credential; of the three ids exactly one is there. */
interface Acted {
  acting_user_id: UserId | null;
  acting_bot_id: ServiceAccountId | null;
  acting_deployment_id: DeploymentId | null;
  acting_name: string;
  credential_kind: CredentialKind;
  credential_id: SessionId | TokenId;
  credential_name: string;
}

/** The same of a cancellation; all null where there was none. */
interface Canceled {
  canceled_by_user_id: UserId | null;
  canceled_by_bot_id: ServiceAccountId | null;
  canceled_by_deployment_id: DeploymentId | null;
  canceled_by_name: string | null;
  canceled_credential_kind: CredentialKind | null;
  canceled_credential_id: SessionId | TokenId | null;
  canceled_credential_name: string | null;
}

/** What was, is or will be done to a deployment. Stays when that is gone: names are those it had then. */
export interface DeploymentTasks extends Acted, Canceled {
  id: DeploymentTaskId;
  created_at: Time;
  execute_at: Time;
  first_attempted_at: Time | null;
  started_at: Time | null;
  finished_at: Time | null;
  deployment_id: DeploymentId;
  deployment_name: string;
  kind_id: DeploymentKindId;
  kind_name: string;
  env_id: EnvId;
  env_name: string;
  cluster_id: K8sClusterId;
  /** Where in the cluster it is to be done: what the deployment has now may be another. */
  namespace: string;
  operation_name: TaskOperationName;
  /** JSON: `{InvokeAction: {…}}`, as the runner gets it. */
  operation: string;
  /** JSON: ids of the inputs in it whose values readers are not shown. */
  hidden_inputs: string;
  status: TaskStatus;
  reason: string | null;
  webhook_id: DeploymentWebhookId | null;
  attempts: number;
  /** The hold of the runner that has it, or had it last. */
  lease_id: LeaseId | null;
  lease_ends_at: Time | null;
  /** JSON: what the deployment answered; null: nothing. */
  response: string | null;
  output_bytes: number;
  is_output_cut: Flag;
}

export interface TaskOutputs {
  task_id: DeploymentTaskId;
  seq: number;
  text: string;
}

export interface DeploymentWebhooks extends MadeBy {
  id: DeploymentWebhookId;
  deployment_id: DeploymentId;
  name: string;
  sibling_key: string;
  operation_name: TaskOperationName;
  /** JSON. */
  operation: string;
  /** JSON: ids of the inputs in it whose values readers are not shown. */
  hidden_inputs: string;
  takes_body: Flag;
  created_at: Time;
}

/** Deliveries by the sender's own ids: each makes one task. */
export interface WebhookDeliveries {
  webhook_id: DeploymentWebhookId;
  delivery_id: string;
  task_id: DeploymentTaskId;
  at: Time;
}

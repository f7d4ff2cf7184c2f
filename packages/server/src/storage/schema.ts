import type {
  DeploymentKindId,
  EntityTypeId,
  GrantId,
  PrincipalId,
  PrincipalKind,
  RegisteredType,
  ResourceId,
  ResourceType,
  RoleId,
  ServiceAccountId,
  SessionId,
  TokenAccess,
  TokenId,
  TokenScopeId,
  UserId,
} from '@keywright/contract';
import type { Generated } from 'kysely';
import type { Digest, DigestOrNone, Flag, MadeBy, Time } from './schema-columns.ts';
import type {
  Deployments,
  DeploymentTasks,
  DeploymentTokens,
  DeploymentWebhooks,
  HelmCharts,
  K8sClusters,
  K8sResources,
  TaskOutputs,
  WebhookDeliveries,
} from './schema-of-deployments.ts';
import type { CliCodes, DeviceSignIns } from './schema-of-program-sign-ins.ts';
import type { PermissionUses, UseCounts, UseGathering, UseOrigins } from './schema-of-usage.ts';

interface Users {
  /** Gives the text index of SQLite its row number. Ordered by arrival, never shown. */
  seq: Generated<number>;
  id: UserId;
  email: string;
  /** The e-mail address folded for comparison: the unique key. */
  email_key: string;
  display_name: string;
  /** The display name folded for comparison and order. */
  name_key: string;
  is_admin: Flag;
  is_active: Flag;
  created_at: Time;
  /** When an administrator or operator last changed the two flags; null: never, and sign-in may. */
  standing_set_at: Time | null;
  last_signed_in_at: Time | null;
  /** Names the present picture, so that a new one has a new address; null: none. */
  avatar_version: string | null;
}

interface UserAvatars {
  user_id: UserId;
  media_type: string;
  bytes: Uint8Array;
  fetched_at: Time;
}

/** Nonces of finished sign-ins, until they would have expired: each sign-in works once. */
interface UsedSignIns {
  nonce_sha256: Uint8Array;
  expires_at: Time;
}

interface Sessions {
  id: SessionId;
  user_id: UserId;
  via: 'browser' | 'api';
  created_at: Time;
  expires_at: Time;
  ended_at: Time | null;
  address: string | null;
  user_agent: string | null;
  /** The machine a program was signed in on, as it says; null: not from a terminal. */
  device_name: string | null;
}

/** A token of a user or of a service account: of exactly one. */
interface Tokens extends MadeBy {
  seq: Generated<number>;
  id: TokenId;
  user_id: UserId | null;
  service_account_id: ServiceAccountId | null;
  name: string;
  name_key: string;
  description: string;
  secret_sha256: Digest;
  created_at: Time;
  expires_at: Time | null;
  revoked_at: Time | null;
  /** Out of the lists; the row stays, so that the trail keeps its name. */
  deleted_at: Time | null;
  access: TokenAccess;
  /** When its present secret was made. */
  issued_at: Time;
  updated_at: Time;
  /** While it is being rotated: the secret before, and until when that works at the latest. */
  old_secret_sha256: DigestOrNone;
  old_secret_ends_at: Time | null;
}

/**
 * The tree. `organization_id`, `project_id` and `env_id` are what stands above a node or the node itself, so that
 * all below one is found by one column, and the path of one is in its row.
 */
interface Resources {
  seq: Generated<number>;
  id: ResourceId;
  type: ResourceType;
  name: string;
  /** The name folded for search and order. */
  name_key: string;
  /** The name folded further: what siblings must differ in. */
  sibling_key: string;
  /** Null: the site. */
  parent_id: ResourceId | null;
  organization_id: ResourceId | null;
  project_id: ResourceId | null;
  env_id: ResourceId | null;
  /** The deployment kind of a deployment. */
  kind_id: DeploymentKindId | null;
  created_at: Time;
}

/** What an env has beside its place in the tree. */
interface EnvSettings {
  env_id: ResourceId;
  /** JSON. */
  node_selector: string;
  /** JSON. */
  tolerations: string;
  auto_add_new_users: Flag;
}

/** Built-in roles too, kept in step with the program at start, so that grants can refer to them. */
interface Roles {
  id: RoleId;
  name: string;
  name_key: string;
  sibling_key: string;
  description: string;
  /** Where a custom role lives; null: built in. */
  home_id: ResourceId | null;
  created_at: Time;
}

/** What a role contains, or a grant with a bare list: `set_id` is the id of either. */
interface SetPermissions {
  set_id: RoleId | GrantId;
  permission: string;
}

interface Grants extends MadeBy {
  id: GrantId;
  principal_kind: PrincipalKind;
  principal_id: PrincipalId;
  /** Null: a bare list of permissions. */
  role_id: RoleId | null;
  /** The role, or the grant itself: what its permissions are found under. */
  set_id: RoleId | GrantId;
  /** Which kinds of list it opens, as bits: follows from its permissions. See reach.ts. */
  lists: number;
  resource_id: ResourceId;
  /** The next three follow from the resource: its type, and what stands above it or is it. */
  resource_type: ResourceType;
  organization_id: ResourceId | null;
  project_id: ResourceId | null;
  /** Null: whatever the deployment kind. */
  kind_id: DeploymentKindId | null;
  ends_at: Time | null;
  created_at: Time;
}

interface ServiceAccounts extends MadeBy {
  seq: Generated<number>;
  id: ServiceAccountId;
  name: string;
  name_key: string;
  sibling_key: string;
  description: string;
  /** Null only once it is deleted. */
  home_id: ResourceId | null;
  is_enabled: Flag;
  expires_at: Time | null;
  created_at: Time;
  /** Out of the lists, for good; the row stays, so that the id is never another's. */
  deleted_at: Time | null;
}

/** Last use of a session or token. Apart from the rows that decide, which use must not touch. */
interface CredentialUsage {
  credential_id: SessionId | TokenId;
  last_used_at: Time;
  address: string | null;
  user_agent: string | null;
}

/** What a scoped token may use. */
interface TokenScopes {
  id: TokenScopeId;
  token_id: TokenId;
  permission: string;
  /** An entity; a project: all in it; the site: everything. */
  target_id: ResourceId;
  created_at: Time;
}

/** What tokens may be made, on a site or in an organization. */
interface TokenPolicies {
  resource_id: ResourceId;
  max_life_days: number | null;
  allows_never_ending: Flag;
  allows_full_access: Flag;
  /** Of each of its tokens; null: as many as it likes. */
  max_requests_per_minute: number | null;
  updated_at: Time;
}

/** Answers with a new secret, for who lost them on the way; what opens them was sent with the request, and is not kept. */
interface SealedAnswers {
  asked_sha256: Uint8Array;
  sealed: Uint8Array;
  ends_at: Time;
}

/** Entity types that the site registered. */
interface EntityTypes {
  id: EntityTypeId;
  type: RegisteredType;
  title: string;
  description: string;
  /** JSON: names and descriptions. */
  operations: string;
  created_at: Time;
}

/** What an entity has beside its place in the tree. */
interface Entities {
  entity_id: ResourceId;
  /** JSON. */
  metadata: string;
  updated_at: Time;
}

/** What a key signs; there is one for each. */
export type SigningPurpose = 'session' | 'statement';

interface SigningKeys {
  id: string;
  purpose: SigningPurpose;
  secret: Uint8Array;
  created_at: Time;
}

interface AuditEvents {
  id: string;
  at: Time;
  action: string;
  actor_kind: string;
  actor_id: string | null;
  actor_name: string;
  credential_kind: string | null;
  credential_id: string | null;
  credential_name: string | null;
  target_kind: string;
  target_id: string;
  target_name: string;
  /** JSON. */
  details: string;
  request_id: string;
  address: string | null;
  user_agent: string | null;
}

/** How many tokens are in the lists, as the sum over all slots. Kept by triggers. */
interface UserTokenCounts {
  slot: number;
  live: number;
  /** Of the live ones. */
  revoked: number;
}

/** How many nodes of each type there are, as the sum over all slots. Kept by triggers. */
interface ResourceCounts {
  type: ResourceType;
  slot: number;
  resources: number;
}

/** How many events there are, as the sum over all slots. Kept by triggers. */
interface AuditEventCounts {
  action: string;
  actor_kind: string;
  slot: number;
  events: number;
}

/** The one row whose lock puts commits in an order; on SQLite the epoch alone. */
interface FeedHead {
  only_row: 1;
  seq: number;
  /** Raised when a backup is restored. */
  epoch: number;
}

/** What changed of what decisions are made of. */
interface Feed {
  /** Null while its transaction is under way, and never seen so by others. */
  seq: number | null;
  change_id: string | null;
  /** Ids with a space between, or `*`: everything. */
  keys: string;
  at: Time;
}

/** The servers of this database; on PostgreSQL alone, for a file has one. */
interface Members {
  incarnation: string;
  label: string;
  version: string;
  beat: number;
  applied_term: string;
  applied: number;
  verifiers: number;
  joined_at: Time;
  renewed_at: Time;
}

export interface Schema {
  feed_head: FeedHead;
  feed: Feed;
  members: Members;
  users: Users;
  user_avatars: UserAvatars;
  used_sign_ins: UsedSignIns;
  sessions: Sessions;
  cli_codes: CliCodes;
  device_sign_ins: DeviceSignIns;
  tokens: Tokens;
  token_scopes: TokenScopes;
  token_policies: TokenPolicies;
  sealed_answers: SealedAnswers;
  entity_types: EntityTypes;
  entities: Entities;
  resources: Resources;
  env_settings: EnvSettings;
  roles: Roles;
  set_permissions: SetPermissions;
  grants: Grants;
  service_accounts: ServiceAccounts;
  k8s_clusters: K8sClusters;
  helm_charts: HelmCharts;
  deployments: Deployments;
  deployment_tokens: DeploymentTokens;
  k8s_resources: K8sResources;
  deployment_tasks: DeploymentTasks;
  task_outputs: TaskOutputs;
  deployment_webhooks: DeploymentWebhooks;
  webhook_deliveries: WebhookDeliveries;
  credential_usage: CredentialUsage;
  use_counts: UseCounts;
  permission_uses: PermissionUses;
  use_origins: UseOrigins;
  use_gathering: UseGathering;
  signing_keys: SigningKeys;
  audit_events: AuditEvents;
  /** SQLite's text index over users; PostgreSQL indexes the columns themselves. */
  user_search: { rowid: number; user_search: string };
  resource_search: { rowid: number; resource_search: string };
  service_account_search: { rowid: number; service_account_search: string };
  user_token_search: { rowid: number; user_token_search: string };
  user_token_counts: UserTokenCounts;
  audit_event_counts: AuditEventCounts;
  resource_counts: ResourceCounts;
}

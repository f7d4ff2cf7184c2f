import {
  type BuiltInPermission,
  type EntityType,
  entityTypes,
  permissionOf,
} from './permissions.ts';

interface Words {
  readonly title: string;
  readonly description: string;
}

/** What each built-in type is, for people who choose. */
const words = {
  site: { title: 'Site', description: 'This installation.' },
  user: { title: 'User', description: 'A person of this site.' },
  user_token: { title: 'Personal access token', description: 'A token of a person.' },
  session: { title: 'Session', description: 'A browser sign-in of a person.' },
  audit_event: { title: 'Audit event', description: 'Who did what, on the record.' },
  token: { title: 'Token', description: 'Any token, at the gates where it is checked.' },
  token_policy: {
    title: 'Token policy',
    description: 'What tokens may be made, on a site or in an organization.',
  },
  entity_type: { title: 'Entity type', description: 'A type that this site registered.' },
  organization: { title: 'Organization', description: 'Holds projects, and people in common.' },
  project: { title: 'Project', description: 'Holds envs and entities.' },
  env: { title: 'Env', description: 'Where deployments stand.' },
  deployment_kind: { title: 'Deployment kind', description: 'What deployments of a chart are.' },
  k8s_cluster: { title: 'Cluster', description: 'Where deployments run.' },
  helm_chart: { title: 'Chart', description: 'What deployments are made of.' },
  deployment: { title: 'Deployment', description: 'Something that runs in an env.' },
  deployment_task: { title: 'Deployment task', description: 'What a runner has to do, or did.' },
  channel: { title: 'Channel', description: 'Where messages are published and heard.' },
  client: { title: 'Client', description: 'A device or program that sends messages.' },
  group: { title: 'Group', description: 'Clients and channels that belong together.' },
  dashboard: { title: 'Dashboard', description: 'A page of charts and readings.' },
  registered: {
    title: 'All registered types',
    description: 'Whatever types this site registers, now and later.',
  },
  role: { title: 'Role', description: 'A named set of permissions.' },
  grant: { title: 'Grant', description: 'Who was given what, and where.' },
  service_account: { title: 'Service account', description: 'A program that acts, with tokens.' },
  service_account_token: {
    title: 'Service account token',
    description: 'A token of a service account.',
  },
} as const satisfies Record<EntityType, Words>;

/** What an operation means wherever nothing more precise is said. */
const usual: Readonly<Record<string, string>> = {
  create: 'Make new ones.',
  read: 'See one, with all its details.',
  list: 'Find them in lists.',
  update: 'Change what they are called, and their settings.',
  delete: 'Delete them for good.',
  share: 'Give others what one holds on one of them.',
  unshare: 'Take back what others were given on one of them.',
  revoke: 'End them at once.',
  renew: 'Give them a new secret, and end the old one.',
  list_members: 'See the names of its members.',
};

const precise: Partial<Record<BuiltInPermission, string>> = {
  'user.update': 'Activate and deactivate people, and make them administrators.',
  'session.end': 'End them at once.',
  'token.verify': 'Ask whether a token is valid, and what it may do.',
  'token.rotate': 'Exchange itself for a new secret while the old one still works.',
  'token_policy.update': 'Say what tokens may be made.',
  'project.move': 'Move one to another organization.',
  'deployment.restart': 'Restart what runs.',
  'deployment.invoke_action': 'Invoke an action that its chart offers.',
  'deployment_task.claim': 'Take tasks to carry them out.',
  'channel.publish': 'Send messages to it.',
  'channel.subscribe': 'Hear its messages.',
  'registered.any': 'Every operation of every one of them.',
};

/** What is told of a built-in type: its words, and what each of its operations means. */
export function builtInTypeWords(type: EntityType): Words & { meanings: Record<string, string> } {
  const meanings = entityTypes[type].map((operation) => [
    operation,
    precise[permissionOf(type, operation) as BuiltInPermission] ?? usual[operation] ?? operation,
  ]);
  return { ...words[type], meanings: Object.fromEntries(meanings) };
}

/** What a site's own types may not be called: built-in words, and those that mean something else on the wire. */
const reserved: ReadonlySet<string> = new Set([
  ...(['entity', 'entities', 'resource', 'resources', 'any', 'all', 'none', 'null'] as const),
  ...(['undefined', 'true', 'false', 'self', 'me', 'admin', 'message', 'messages'] as const),
  // A key that every object of JavaScript has.
  'constructor',
  ...(['channels', 'clients', 'groups', 'dashboards', 'domain', 'domains', 'users'] as const),
  ...(['projects', 'envs', 'organizations', 'deployments', 'sites'] as const),
  ...(['principal', 'permission', 'operation', 'scope', 'credential', 'bot', 'secret'] as const),
  ...(['deployment_token', 'deployment_webhook', 'k8s_resource', 'access'] as const),
]);

export const isReservedType = (type: string): boolean =>
  Object.hasOwn(entityTypes, type) || reserved.has(type);

import type { TokenScope } from '@keywright/contract';
import { invalidField } from '../../request/problem.ts';
import { isFields, required } from './sent.ts';

/** Magistrala's words for types. A message is published to, and subscribed from, a channel. */
const typeOf: Readonly<Record<string, string>> = {
  channels: 'channel',
  clients: 'client',
  groups: 'group',
  dashboards: 'dashboard',
  domains: 'project',
  users: 'user',
  messages: 'channel',
};
const wordOf: Readonly<Record<string, string>> = {
  channel: 'channels',
  client: 'clients',
  group: 'groups',
  dashboard: 'dashboards',
  project: 'domains',
  user: 'users',
};

/** The longer and later words of its server, each for the same as one of its documents’. */
const operationOf: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  channels: { view: 'read', create_channels: 'create', list_channels: 'list' },
  clients: { view: 'read', create_clients: 'create', list_clients: 'list' },
  groups: { view: 'read', create_groups: 'create', list_groups: 'list' },
  dashboards: { view: 'read', dashboard_share: 'share', dashboard_unshare: 'unshare' },
  domains: { view: 'read' },
  users: { view: 'read' },
  messages: {
    publish: 'publish',
    subscribe: 'subscribe',
    message_publish: 'publish',
    message_subscribe: 'subscribe',
  },
};

/** What is made and listed inside a domain: there, its server has these as operations of the domain. */
const insideDomain: Readonly<Record<string, readonly [type: string, operation: string]>> = {
  create_clients: ['client', 'create'],
  list_clients: ['client', 'list'],
  create_channels: ['channel', 'create'],
  list_channels: ['channel', 'list'],
  create_groups: ['group', 'create'],
  list_groups: ['group', 'list'],
};

interface NewScope {
  readonly entity_type: unknown;
  readonly operation: unknown;
  readonly project_id: unknown;
  readonly entity_id: unknown;
}

/**
 * A scope as our operation takes it. Words that Magistrala has not go through as they are: they may be ours, and if they
 * are not, whoever knows all types says so. Throws `invalid_request`, naming the field from `at` on.
 */
export function ourScope(scope: unknown, at: string): unknown {
  if (!isFields(scope)) return scope;
  const type = required(scope, 'entity_type', at);
  const operation = required(scope, 'operation', at);
  // With us none would mean all: what was forgotten must not open everything.
  const entity = required(scope, 'entity_id', at);
  const project = scope.domain_id || scope.optional_domain_id || null;
  const theirs = { entity_type: type, operation, project_id: project, entity_id: entity };
  if (typeof type !== 'string' || typeof operation !== 'string') return theirs;
  if (type === 'domains' && Object.hasOwn(insideDomain, operation)) {
    return inDomain(theirs, insideDomain[operation] ?? [], at);
  }
  if (!Object.hasOwn(typeOf, type)) return theirs;
  return { ...theirs, entity_type: typeOf[type], operation: ourOperation(type, operation, at) };
}

function ourOperation(type: string, operation: string, at: string): string {
  const words = operationOf[type] ?? {};
  if (Object.hasOwn(words, operation)) return words[operation] ?? operation;
  // Any other one would be of the channel itself.
  if (type !== 'messages') return operation;
  throw invalidField(`${at}operation`, 'messages have the operations publish and subscribe.');
}

/** The entity of such a scope is the domain in which all of them are meant. */
function inDomain(
  { project_id, entity_id }: NewScope,
  [type, operation]: readonly string[],
  at: string,
): NewScope {
  const domain = entity_id === '*' ? project_id : entity_id;
  if (project_id !== null && domain !== project_id) {
    throw invalidField(`${at}domain_id`, 'Is another domain than entity_id.');
  }
  return { entity_type: type, operation, project_id: domain, entity_id: '*' };
}

/** A scope of ours in Magistrala's words; types that it has not go by ours. */
export function theirScope(scope: TokenScope, patId: string) {
  const { id, entity_type: type, operation, project, entity } = scope;
  const isOfMessages = type === 'channel' && /^(?:publish|subscribe)$/.test(operation);
  return {
    id,
    pat_id: patId,
    // The client's word and its server's; and their documents’.
    domain_id: project?.id,
    optional_domain_id: project?.id,
    entity_type: isOfMessages ? 'messages' : (wordOf[type] ?? type),
    entity_id: entity?.id ?? '*',
    operation,
  };
}

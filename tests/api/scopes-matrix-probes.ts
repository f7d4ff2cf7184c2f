import {
  type Endpoint,
  type EndpointName,
  endpoints,
  narrowestScope,
  siteId,
} from '@keywright/contract';
import { made } from './made.ts';
import type { Cast } from './matrix-cast.ts';
import { freshAccount, freshRole, freshToken } from './matrix-fresh.ts';
import type { Asking } from './matrix-row.ts';
import { rows } from './matrix-rows.ts';

/** A request that takes one permission. */
export interface Probe {
  readonly name: EndpointName;
  /** Valid, about something made just now where it changes that. */
  ask(cast: Cast): Promise<Aimed>;
}

export interface Aimed {
  readonly asking: Asking;
  /** The entity that it is about; undefined: something that belongs to the tree’s project, or to the site. */
  readonly entity?: string | undefined;
  /** Of a list: who may list this one finds it there. */
  readonly listed?: string;
  /** Where it is decided, if it is neither on the entity nor in the tree’s project; ids. */
  readonly node?: string;
}

const typesOfEntities = ['channel', 'client', 'group', 'dashboard'];

/** None: no endpoint takes it of people, or none that a test could call so often; the plane alone is asked. */
export function probesOf(permission: string): readonly Probe[] {
  const first = probeOf(permission);
  return [...(first ? [first] : []), ...(others[permission] ?? [])];
}

function probeOf(permission: string): Probe | undefined {
  const [type = '', operation = ''] = permission.split('.');
  if (typesOfEntities.includes(type)) return entityProbe(type, operation);
  return special[permission] ?? usual(permission);
}

export async function freshEntity(cast: Cast, type: string, project = cast.tree.project) {
  const body = { type, project_id: project, name: cast.freshName() };
  return (await made(cast.admin.post('/api/v2/entities', { body }))).id as string;
}

function entityProbe(type: string, operation: string): Probe {
  const on = (name: EndpointName, body?: (cast: Cast) => object): Probe => ({
    name,
    async ask(cast) {
      const id = await freshEntity(cast, type);
      return { asking: { params: { id }, ...(body && { body: body(cast) }) }, entity: id };
    },
  });
  const probes: Record<string, Probe> = {
    create: {
      name: 'createEntity',
      ask: async ({ tree, freshName }) => ({
        asking: { body: { type, project_id: tree.project, name: freshName() } },
      }),
    },
    read: on('getEntity'),
    list: {
      name: 'listEntities',
      async ask(cast) {
        const id = await freshEntity(cast, type);
        return { asking: { query: { type, search: id } }, entity: id, listed: id };
      },
    },
    update: on('updateEntity', ({ freshName }) => ({ name: freshName() })),
    delete: on('deleteEntity'),
    share: on('shareEntity', ({ members }) => ({
      ...{ principal_id: members.other.id, operations: ['read'] },
    })),
    unshare: {
      name: 'unshareEntity',
      async ask(cast) {
        const id = await freshEntity(cast, type);
        const body = { principal_id: cast.members.other.id, operations: ['read'] };
        const { id: grant_id } = await made(
          cast.admin.post(`/api/v2/entities/${id}/share`, { body }),
        );
        return { asking: { params: { id }, body: { grant_id } }, entity: id };
      },
    },
    publish: on('publishMessage', () => ({ payload: 'hello' })),
    subscribe: on('streamMessages'),
  };
  const probe = probes[operation];
  if (!probe) throw new Error(`Nothing tries ${type}.${operation}.`);
  return probe;
}

/** The whole first page of a list, and what is to be found there. */
const list = (name: EndpointName, of: (cast: Cast) => Promise<string> | string): Probe => ({
  name,
  async ask(cast) {
    const id = await of(cast);
    const query = { per_page: '200' };
    return { asking: { query }, entity: id, listed: id };
  },
});

const special: Readonly<Record<string, Probe | undefined>> = {
  'organization.list': list('listOrganizations', ({ tree }) => tree.organization),
  'project.list': list('listProjects', ({ tree }) => tree.project),
  'env.list': list('listEnvs', ({ tree }) => tree.env),
  'deployment.list': list('listDeployments', ({ deployed }) => deployed.deployment),
  'k8s_cluster.list': list('listK8sClusters', ({ deployed }) => deployed.cluster),
  'service_account.list': {
    name: 'listServiceAccounts',
    async ask(cast) {
      const id = await freshAccount(cast);
      return { asking: { query: { search: id } }, listed: id };
    },
  },
  'deployment_task.list': {
    name: 'listDeploymentTasks',
    async ask(cast) {
      const { params } = await rows.getDeploymentTask.ask(cast, cast.members.user);
      return { asking: { query: { per_page: '200' } }, listed: params?.['id'] ?? '' };
    },
  },
  'user_token.list': {
    name: 'listUserTokens',
    async ask(cast) {
      const { params } = await freshToken(cast, cast.members.user);
      const id = params?.['id'] ?? '';
      return { asking: { query: { search: id } }, listed: id };
    },
  },
  'organization.list_members': members(({ tree }) => tree.organization),
  'project.list_members': members(({ tree }) => tree.project),
  'deployment.read': {
    name: 'getDeployment',
    ask: async ({ deployed: { deployment: id } }) => ({ asking: { params: { id } }, entity: id }),
  },
  'deployment.restart': {
    name: 'createDeploymentTask',
    ask: async ({ deployed: { deployment, part } }) => ({
      asking: {
        body: {
          deployment_id: deployment,
          operation: { RestartK8sResource: { resource_id: part, resource_name: 'front' } },
        },
      },
      entity: deployment,
    }),
  },
  'deployment.invoke_action': {
    name: 'createDeploymentTask',
    ask: async (cast) => ({
      asking: await rows.createDeploymentTask.ask(cast, cast.members.user),
      entity: cast.deployed.deployment,
    }),
  },
  'service_account.create': {
    name: 'createServiceAccount',
    ask: async ({ tree, freshName }) => ({
      asking: { body: { name: freshName(), home_id: tree.project } },
    }),
  },
  'role.read': {
    name: 'getRole',
    ask: async (cast) => ({ asking: { params: { id: await freshRole(cast) } } }),
  },
  'role.update': {
    name: 'updateRole',
    ask: async (cast) => ({
      asking: { params: { id: await freshRole(cast) }, body: { name: cast.freshName() } },
    }),
  },
  // What ends one’s own credentials, or is the runner’s alone.
  'token.rotate': undefined,
  'deployment_task.claim': undefined,
};

/** As every principal asks it, about one deployment. */
const ofDeployment = (name: EndpointName, listed?: (cast: Cast) => string): Probe => ({
  name,
  async ask(cast) {
    const asking = await rows[name].ask(cast, cast.members.user);
    return {
      ...{ asking, entity: cast.deployed.deployment },
      ...(listed && { listed: listed(cast) }),
    };
  },
});

/** The same, decided in the tree’s project or on the site. */
const asUsual = (name: EndpointName, node?: string): Probe => ({
  name,
  async ask(cast) {
    const asking = await rows[name].ask(cast, cast.members.user);
    return { asking, ...(node !== undefined && { node }) };
  },
});

/** The other endpoints that take the same permission. */
const others: Readonly<Record<string, readonly Probe[]>> = {
  'deployment.read': [
    ofDeployment('getK8sResource'),
    ofDeployment('listDeploymentActions'),
    ofDeployment('listDeploymentWebhooks'),
  ],
  'deployment.list': [ofDeployment('listK8sResources', ({ deployed }) => deployed.part)],
  'deployment.update': [
    ofDeployment('createDeploymentWebhook'),
    ofDeployment('deleteDeploymentWebhook'),
  ],
  'deployment.invoke_action': [
    ofDeployment('callDeploymentWebhook'),
    ofDeployment('cancelDeploymentTask'),
  ],
  'deployment_task.read': [asUsual('getDeploymentTaskOutput')],
  'user.read': [asUsual('getUserAvatar')],
  'grant.create': [asUsual('createEnvUserPermission'), asUsual('createDeploymentPermission')],
  'grant.read': [asUsual('getEnvUserPermission'), asUsual('getDeploymentPermission')],
  'grant.delete': [asUsual('deleteEnvUserPermission'), asUsual('deleteDeploymentPermission')],
  'grant.list': [
    asUsual('listEnvUserPermissions'),
    asUsual('listDeploymentPermissions'),
    asUsual('effectiveAccess'),
  ],
  'service_account.list': [asUsual('listBots', siteId)],
  'service_account.create': [asUsual('createBot', siteId)],
  'service_account.read': [asUsual('getBot', siteId)],
  'service_account.update': [asUsual('updateBot', siteId)],
  'service_account.delete': [asUsual('deleteBot', siteId)],
  'service_account_token.list': [asUsual('listBotTokens', siteId)],
  'service_account_token.read': [asUsual('getBotToken', siteId)],
  'service_account_token.create': [asUsual('createBotToken', siteId)],
  'service_account_token.delete': [asUsual('deleteBotToken', siteId)],
  'service_account_token.renew': [asUsual('renewServiceAccount')],
  'channel.share': [
    {
      name: 'listShares',
      async ask(cast) {
        const id = await freshEntity(cast, 'channel');
        return { asking: { params: { id } }, entity: id };
      },
    },
  ],
};

function members(of: (cast: Cast) => string): Probe {
  return {
    name: 'listMembers',
    ask: async (cast) => ({ asking: { query: { resource_id: of(cast) } }, entity: of(cast) }),
  };
}

/** The first endpoint whose row names it, asked as every principal asks it. */
function usual(permission: string): Probe | undefined {
  if (permission in special) return undefined;
  const named = (Object.keys(endpoints) as EndpointName[]).filter((name) => !rows[name].byRunner);
  const name =
    named.find((one) => permissionOf(endpoints[one]) === permission) ??
    named.find((one) => openTo(endpoints[one]) === permission);
  if (name === undefined) return undefined;
  const [type = '', operation = ''] = permission.split('.');
  const isOfOne = narrowestScope(type, operation) === 'entity';
  return {
    name,
    async ask(cast) {
      const asking = await rows[name].ask(cast, cast.members.user);
      return { asking, entity: isOfOne ? asking.params?.['id'] : undefined };
    },
  };
}

function permissionOf({ access }: Endpoint): string | undefined {
  if (access.rule === 'permission') return access.permission;
  return access.rule === 'owner' ? access.or : undefined;
}

function openTo({ access }: Endpoint): string | undefined {
  if (access.rule !== 'active' || typeof access.scope === 'string') return undefined;
  return 'everywhere' in access.scope ? access.scope.everywhere : access.scope.somewhere;
}

/** Whether it is for everybody, with no right but with a scope of everything where the token is scoped. */
export function isForEverybody({ name }: Probe, { listed }: Aimed): boolean {
  const { access }: Endpoint = endpoints[name];
  if (listed !== undefined) return false;
  return (
    access.rule === 'active' && typeof access.scope === 'object' && 'everywhere' in access.scope
  );
}

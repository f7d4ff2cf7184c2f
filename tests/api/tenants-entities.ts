import type { EndpointName } from '@keywright/contract';
import { made } from './made.ts';
import type { Cast } from './matrix-cast.ts';
import type { Asking } from './matrix-row.ts';
import type { Tree } from './matrix-tree.ts';
import type { Attack } from './tenants-attack.ts';

/** Entities of another tenant, by ids, with a share of the channel. */
export interface RivalEntities {
  readonly channel: string;
  readonly share: string;
}

export async function entitiesForRival(
  { admin }: Cast,
  project_id: string,
  person: string,
  name: (what: string) => { readonly name: string },
): Promise<RivalEntities> {
  const add = async (path: string, body: object): Promise<string> =>
    (await made(admin.post(`/api/v2/${path}`, { body }))).id;
  const metadata = { note: name('metadata').name };
  const channel = await add('entities', {
    ...{ ...name('channel'), type: 'channel', project_id, metadata },
  });
  const shared = { principal_id: person, operations: ['read', 'publish'] };
  return { channel, share: await add(`entities/${channel}/share`, shared) };
}

interface Scene {
  readonly rival: RivalEntities & {
    readonly project: string;
    readonly role: string;
    readonly person: string;
  };
  readonly tree: Tree;
  /** A channel of the attackers’ own. */
  readonly ownChannel: string;
}

/** Everything that an Admin of `tree` may try with entities of the rival; all else in each request is right. */
export function attacksOnEntities({ rival, tree, ownChannel }: Scene): Attack[] {
  const hidden = (name: EndpointName, at: string, asking: Asking): Attack => ({
    ...{ name, at, asking, expected: 'hidden' },
  });
  const byId = (name: EndpointName, body?: object) =>
    hidden(name, 'params.id', { params: { id: rival.channel }, body });
  const onOwn = (name: EndpointName, at: string, body: object) =>
    hidden(name, at, { params: { id: ownChannel }, body });
  const toThem = { principal_id: rival.person };
  return [
    byId('getEntity'),
    byId('updateEntity', { name: 'mine now', metadata: { note: 'mine now' } }),
    byId('deleteEntity'),
    byId('listShares'),
    byId('shareEntity', { ...toThem, operations: ['read'] }),
    byId('unshareEntity', { grant_id: rival.share }),
    byId('publishMessage', { payload: 'hello' }),
    byId('streamMessages'),
    onOwn('unshareEntity', 'body.grant_id', { grant_id: rival.share }),
    onOwn('shareEntity', 'body.role_id', { ...toThem, role_id: rival.role }),
    hidden('createEntity', 'body.project_id', {
      body: { type: 'channel', name: 'mine', project_id: rival.project },
    }),
    {
      ...{ name: 'listEntities', at: 'query.project_id', expected: 'empty' },
      asking: { query: { project_id: rival.project } },
    },
    {
      ...{ name: 'listEntities', at: 'query.search', expected: 'empty' },
      asking: { query: { search: rival.channel } },
    },
    // An entity is a node of the tree: what takes nodes may not be led to it either.
    hidden('createGrant', 'body.resource_id', {
      body: { ...toThem, resource_id: rival.channel, permissions: ['channel.read'] },
    }),
    hidden('explainAccess', 'query.resource', {
      query: { resource: rival.channel, permission: 'channel.read' },
    }),
    hidden('whoHasAccess', 'query.resource', {
      query: { resource: rival.channel, permission: 'channel.read' },
    }),
    hidden('getGrant', 'params.id', { params: { id: rival.share } }),
    hidden('deleteGrant', 'params.id', { params: { id: rival.share } }),
    hidden('createRole', 'body.home_id', {
      body: { name: 'mine', home_id: rival.channel, permissions: ['channel.read'] },
    }),
    hidden('getProject', 'params.id', { params: { id: rival.channel } }),
    hidden('createEnv', 'body.project_id', { body: { name: 'mine', project_id: rival.channel } }),
    {
      ...hidden('moveProject', 'body.organization_id', {
        params: { id: tree.project },
        body: { organization_id: rival.channel },
      }),
      byOrganizationAdmin: true,
    },
  ];
}

/** Types belong to the site, and everybody knows of them. */
export const ofNoTenantTypes: readonly string[] = [
  ...['updateEntityType params.id', 'deleteEntityType params.id'],
];

/** People are chosen from by everybody. */
export const lookedUpToShare: readonly string[] = ['shareEntity body.principal_id'];

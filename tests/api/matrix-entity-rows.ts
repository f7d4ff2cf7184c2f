import type { EndpointName } from '@keywright/contract';
import { made } from './made.ts';
import type { Cast } from './matrix-cast.ts';
import { adminAlone, adminsOfProject, changesProject, whoIsActive } from './matrix-outcomes.ts';
import type { Row } from './matrix-row.ts';

const nothing = () => ({});

/** Nobody holds anything on it but from the project above. */
export async function freshChannel({ admin, tree, freshName }: Cast): Promise<string> {
  const body = { type: 'channel', project_id: tree.project, name: freshName() };
  return (await made(admin.post('/api/v2/entities', { body }))).id;
}

async function freshShare(cast: Cast): Promise<{ id: string; grant: string }> {
  const id = await freshChannel(cast);
  const body = { principal_id: cast.members.other.id, operations: ['publish'] };
  const { id: grant } = await made(cast.admin.post(`/api/v2/entities/${id}/share`, { body }));
  return { id, grant };
}

async function freshType({ admin, freshName }: Cast): Promise<string> {
  const type = `type_${freshName().split(' ')[1]}`;
  const body = { type, title: 'A type', operations: [{ name: 'read' }, { name: 'list' }] };
  return (await made(admin.post('/api/v2/entity-types', { body }))).id;
}

const aboutChannel = async (cast: Cast) => ({ params: { id: await freshChannel(cast) } });

export const entityRows = {
  listEntityTypes: { ask: nothing, gets: whoIsActive },
  createEntityType: {
    ask: ({ freshName }) => ({
      body: {
        ...{ type: `type_${freshName().split(' ')[1]}`, title: 'A type' },
        operations: [{ name: 'read' }],
      },
    }),
    gets: adminAlone,
    leaves: ['entity_type.create'],
  },
  updateEntityType: {
    ask: async (cast) => ({
      params: { id: await freshType(cast) },
      body: { title: cast.freshName() },
    }),
    gets: adminAlone,
    leaves: ['entity_type.update'],
  },
  deleteEntityType: {
    ask: async (cast) => ({ params: { id: await freshType(cast) } }),
    gets: adminAlone,
    leaves: ['entity_type.delete'],
  },

  listEntities: { ask: nothing, gets: whoIsActive },
  createEntity: {
    ask: ({ tree, freshName }) => ({
      body: { type: 'channel', project_id: tree.project, name: freshName() },
    }),
    gets: changesProject,
    leaves: ['entity.create'],
  },
  getEntity: { ask: aboutChannel, gets: adminsOfProject },
  updateEntity: {
    ask: async (cast) => ({ ...(await aboutChannel(cast)), body: { name: cast.freshName() } }),
    gets: adminsOfProject,
    leaves: ['entity.update'],
  },
  deleteEntity: { ask: aboutChannel, gets: adminsOfProject, leaves: ['entity.delete'] },
  listShares: { ask: aboutChannel, gets: adminsOfProject },
  shareEntity: {
    ask: async (cast) => ({
      ...(await aboutChannel(cast)),
      body: { principal_id: cast.members.user.id, operations: ['publish'] },
    }),
    gets: adminsOfProject,
    leaves: ['grant.create'],
  },
  unshareEntity: {
    ask: async (cast) => {
      const { id, grant } = await freshShare(cast);
      return { params: { id }, body: { grant_id: grant } };
    },
    gets: adminsOfProject,
    leaves: ['grant.delete'],
  },

  publishMessage: {
    ask: async (cast) => ({ ...(await aboutChannel(cast)), body: { payload: 'hello' } }),
    gets: adminsOfProject,
    passesThrough: true,
  },
  streamMessages: { ask: aboutChannel, gets: adminsOfProject, isQuiet: true },
} satisfies Partial<Record<EndpointName, Row>>;

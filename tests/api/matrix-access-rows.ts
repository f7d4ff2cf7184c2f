import { builtInRoles, type EndpointName } from '@keywright/contract';
import { freshGrant, freshKindGrant, freshRole, freshUser } from './matrix-fresh.ts';
import {
  changesEnv,
  changesProject,
  changesRole,
  readsEnv,
  readsGrant,
  readsHeldRole,
  takesGrant,
  whoIsActive,
} from './matrix-outcomes.ts';
import type { Row } from './matrix-row.ts';

const nothing = () => ({});

export const accessRows = {
  listRoles: { ask: nothing, gets: whoIsActive },
  createRole: {
    ask: ({ tree, freshName }) => ({
      body: { name: freshName(), home_id: tree.project, permissions: ['env.read'] },
    }),
    gets: changesProject,
    leaves: ['role.create'],
  },
  getRole: { ask: ({ tree }) => ({ params: { id: tree.reader } }), gets: readsHeldRole },
  updateRole: {
    ask: async (cast) => ({
      params: { id: await freshRole(cast) },
      body: { permissions: ['env.read', 'env.list'] },
    }),
    gets: changesRole,
    leaves: ['role.update'],
  },
  deleteRole: {
    ask: async (cast) => ({ params: { id: await freshRole(cast) } }),
    gets: changesRole,
    leaves: ['role.delete'],
  },

  listGrants: { ask: nothing, gets: whoIsActive },
  createGrant: {
    ask: async (cast) => ({
      body: {
        principal_id: await freshUser(cast),
        role_id: builtInRoles.envUser.id,
        resource_id: cast.tree.env,
      },
    }),
    gets: changesEnv,
    leaves: ['grant.create'],
  },
  getGrant: {
    ask: async (cast, owner) => ({ params: { id: await freshGrant(cast, owner) } }),
    gets: readsGrant,
  },
  deleteGrant: {
    ask: async (cast, owner) => ({ params: { id: await freshGrant(cast, owner) } }),
    gets: takesGrant,
    leaves: ['grant.delete'],
  },
  listMembers: {
    ask: ({ tree }) => ({ query: { resource_id: tree.project } }),
    gets: changesProject,
  },
  listPrincipals: {
    ask: ({ tree }) => ({ query: { resource_id: tree.env } }),
    gets: changesEnv,
  },

  listEnvUserPermissions: { ask: nothing, gets: whoIsActive },
  createEnvUserPermission: {
    ask: async (cast) => ({
      body: { env_id: cast.tree.env, user_id: await freshUser(cast), role: 'User' },
    }),
    gets: changesEnv,
    leaves: ['grant.create'],
  },
  getEnvUserPermission: {
    ask: async (cast, owner) => ({ params: { id: await freshGrant(cast, owner) } }),
    gets: readsGrant,
  },
  deleteEnvUserPermission: {
    ask: async (cast, owner) => ({ params: { id: await freshGrant(cast, owner) } }),
    gets: takesGrant,
    leaves: ['grant.delete'],
  },
  listDeploymentPermissions: { ask: nothing, gets: whoIsActive },
  createDeploymentPermission: {
    ask: async (cast) => ({
      body: {
        ...{ env_id: cast.tree.env, user_id: await freshUser(cast) },
        ...{ kind_id: cast.tree.kind, role: 'Owner' },
      },
    }),
    gets: changesEnv,
    leaves: ['grant.create'],
  },
  getDeploymentPermission: {
    ask: async (cast, owner) => ({ params: { id: await freshKindGrant(cast, owner) } }),
    gets: readsGrant,
  },
  deleteDeploymentPermission: {
    ask: async (cast, owner) => ({ params: { id: await freshKindGrant(cast, owner) } }),
    gets: takesGrant,
    leaves: ['grant.delete'],
  },

  explainAccess: {
    ask: ({ tree }) => ({ query: { permission: 'env.update', resource: tree.env } }),
    // It holds something there, and may ask why not more.
    gets: { ...readsEnv, runner: 'ok' },
  },
  whoHasAccess: {
    ask: ({ tree }) => ({ query: { permission: 'env.update', resource: tree.env } }),
    gets: { ...changesEnv, runner: 'forbidden' },
  },
  effectiveAccess: { ask: () => ({ query: { type: 'env' } }), gets: whoIsActive },
} satisfies Partial<Record<EndpointName, Row>>;

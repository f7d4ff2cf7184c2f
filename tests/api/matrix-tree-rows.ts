import type { EndpointName } from '@keywright/contract';
import { freshEnv, freshKind, freshOrganization, freshProject } from './matrix-fresh.ts';
import {
  adminAlone,
  adminsOfProject,
  changesEnv,
  changesKind,
  changesProject,
  movesProject,
  ofOrganization,
  readsEnv,
  readsKind,
  readsProject,
  whoIsActive,
} from './matrix-outcomes.ts';
import type { Row } from './matrix-row.ts';

const nothing = () => ({});

export const treeRows = {
  listOrganizations: { ask: nothing, gets: whoIsActive },
  createOrganization: {
    ask: ({ freshName }) => ({ body: { name: freshName() } }),
    gets: adminAlone,
    leaves: ['organization.create', 'grant.create'],
  },
  getOrganization: {
    ask: ({ tree }) => ({ params: { id: tree.organization } }),
    gets: ofOrganization,
  },
  updateOrganization: {
    ask: ({ tree, freshName }) => ({
      params: { id: tree.organization },
      body: { name: freshName() },
    }),
    gets: ofOrganization,
    leaves: ['organization.update'],
  },
  deleteOrganization: {
    ask: async (cast) => ({ params: { id: await freshOrganization(cast) } }),
    gets: ofOrganization,
    leaves: ['organization.delete'],
  },

  listProjects: { ask: nothing, gets: whoIsActive },
  createProject: {
    ask: ({ tree, freshName }) => ({
      body: { name: freshName(), organization_id: tree.organization },
    }),
    gets: ofOrganization,
    leaves: ['project.create'],
  },
  getProject: { ask: ({ tree }) => ({ params: { id: tree.project } }), gets: readsProject },
  updateProject: {
    ask: ({ tree, freshName }) => ({ params: { id: tree.project }, body: { name: freshName() } }),
    gets: changesProject,
    leaves: ['project.update'],
  },
  moveProject: {
    ask: async (cast) => ({
      params: { id: await freshProject(cast) },
      body: { organization_id: cast.tree.annex },
    }),
    gets: movesProject,
    leaves: ['project.move'],
  },
  deleteProject: {
    ask: async (cast) => ({ params: { id: await freshProject(cast) } }),
    gets: adminsOfProject,
    leaves: ['project.delete'],
  },

  listEnvs: { ask: nothing, gets: whoIsActive },
  createEnv: {
    ask: ({ tree, freshName }) => ({ body: { name: freshName(), project_id: tree.project } }),
    gets: changesProject,
    leaves: ['env.create'],
  },
  getEnv: { ask: ({ tree }) => ({ params: { id: tree.env } }), gets: readsEnv },
  updateEnv: {
    ask: ({ tree, freshName }) => ({ params: { id: tree.env }, body: { name: freshName() } }),
    gets: changesEnv,
    leaves: ['env.update'],
  },
  deleteEnv: {
    ask: async (cast) => ({ params: { id: await freshEnv(cast) } }),
    gets: changesEnv,
    leaves: ['env.delete'],
  },

  listDeploymentKinds: { ask: nothing, gets: whoIsActive },
  createDeploymentKind: {
    ask: ({ freshName }) => ({ body: { name: freshName() } }),
    gets: adminAlone,
    leaves: ['deployment_kind.create'],
  },
  getDeploymentKind: { ask: ({ tree }) => ({ params: { id: tree.kind } }), gets: readsKind },
  updateDeploymentKind: {
    ask: async (cast) => ({
      params: { id: await freshKind(cast) },
      body: { name: cast.freshName() },
    }),
    gets: changesKind,
    leaves: ['deployment_kind.update'],
  },
  deleteDeploymentKind: {
    ask: async (cast) => ({ params: { id: await freshKind(cast) } }),
    gets: changesKind,
    leaves: ['deployment_kind.delete'],
  },
} satisfies Partial<Record<EndpointName, Row>>;

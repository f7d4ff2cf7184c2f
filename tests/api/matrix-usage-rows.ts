import type { EndpointName } from '@keywright/contract';
import { freshAccount, freshAccountToken, freshToken } from './matrix-fresh.ts';
import { adminsOfProject, changesProject, ownerOrAdmin } from './matrix-outcomes.ts';
import type { Row } from './matrix-row.ts';

export const usageRows = {
  getUserTokenUsage: { ask: freshToken, gets: ownerOrAdmin },
  getServiceAccountTokenUsage: {
    ask: async (cast) => ({ params: { id: await freshAccountToken(cast) } }),
    gets: adminsOfProject,
  },
  getUserUsage: { ask: (_, { id }) => ({ params: { id } }), gets: ownerOrAdmin },
  getServiceAccountUsage: {
    ask: async (cast) => ({ params: { id: await freshAccount(cast) } }),
    gets: adminsOfProject,
  },
  getResourceUsage: { ask: ({ tree }) => ({ params: { id: tree.project } }), gets: changesProject },
  listUnused: { ask: (_, { id }) => ({ query: { user_id: id } }), gets: ownerOrAdmin },
  removeUnused: {
    // Made just now, so it is spared.
    ask: async (cast, owner) => ({
      body: { user_id: owner.id, tokens: [(await freshToken(cast, owner)).params?.['id']] },
    }),
    gets: ownerOrAdmin,
    // Tests of what it takes away, and of its record, stand in unused.test.ts.
    isNobodysYet: true,
  },
} satisfies Partial<Record<EndpointName, Row>>;

import type { EndpointName } from '@keywright/contract';
import { freshAccount, freshAccountToken, freshBot, freshBotToken } from './matrix-fresh.ts';
import {
  adminAlone,
  adminAloneOfHidden,
  adminAloneOfKnown,
  adminsOfProject,
  changesProject,
  whoIsActive,
} from './matrix-outcomes.ts';
import type { Row } from './matrix-row.ts';

const nothing = () => ({});

export const accountRows = {
  listServiceAccounts: { ask: nothing, gets: whoIsActive },
  createServiceAccount: {
    ask: ({ tree, freshName }) => ({
      body: {
        ...{ name: freshName(), home_id: tree.project, token: {} },
        grants: [{ resource_id: tree.env, permissions: ['env.read'] }],
      },
    }),
    gets: changesProject,
    leaves: ['service_account.create', 'grant.create', 'service_account_token.create'],
  },
  getServiceAccount: {
    ask: async (cast) => ({ params: { id: await freshAccount(cast) } }),
    gets: adminsOfProject,
  },
  updateServiceAccount: {
    ask: async (cast) => ({
      params: { id: await freshAccount(cast) },
      body: { is_enabled: false },
    }),
    gets: adminsOfProject,
    leaves: ['service_account.update'],
  },
  renewServiceAccount: {
    ask: async (cast) => ({ params: { id: await freshAccount(cast) } }),
    gets: adminsOfProject,
    leaves: ['service_account.renew'],
  },
  deleteServiceAccount: {
    ask: async (cast) => ({ params: { id: await freshAccount(cast) } }),
    gets: adminsOfProject,
    leaves: ['service_account.delete'],
  },

  listServiceAccountTokens: {
    ask: async (cast) => ({ query: { service_account_id: await freshAccount(cast) } }),
    gets: adminsOfProject,
  },
  createServiceAccountToken: {
    ask: async (cast) => ({ body: { service_account_id: await freshAccount(cast) } }),
    gets: adminsOfProject,
    leaves: ['service_account_token.create'],
  },
  getServiceAccountToken: {
    ask: async (cast) => ({ params: { id: await freshAccountToken(cast) } }),
    gets: adminsOfProject,
  },
  updateServiceAccountToken: {
    ask: async (cast) => ({
      params: { id: await freshAccountToken(cast) },
      body: { name: cast.freshName() },
    }),
    gets: adminsOfProject,
    leaves: ['service_account_token.update'],
  },
  revokeServiceAccountToken: {
    ask: async (cast) => ({ params: { id: await freshAccountToken(cast) } }),
    gets: adminsOfProject,
    leaves: ['service_account_token.revoke'],
  },
  renewServiceAccountToken: {
    ask: async (cast) => ({ params: { id: await freshAccountToken(cast) } }),
    gets: adminsOfProject,
    leaves: ['service_account_token.renew'],
  },
  deleteServiceAccountToken: {
    ask: async (cast) => ({ params: { id: await freshAccountToken(cast) } }),
    gets: adminsOfProject,
    leaves: ['service_account_token.delete'],
  },

  listBots: { ask: nothing, gets: adminAlone },
  createBot: {
    ask: ({ freshName }) => ({ body: { display_name: freshName() } }),
    gets: adminAlone,
    leaves: ['service_account.create'],
  },
  getBot: {
    ask: async (cast) => ({ params: { id: await freshBot(cast) } }),
    gets: adminAloneOfKnown,
  },
  updateBot: {
    ask: async (cast) => ({
      params: { id: await freshBot(cast) },
      body: { display_name: cast.freshName() },
    }),
    gets: adminAloneOfKnown,
    leaves: ['service_account.update'],
  },
  deleteBot: {
    ask: async (cast) => ({ params: { id: await freshBot(cast) } }),
    gets: adminAloneOfKnown,
    leaves: ['service_account.delete'],
  },
  listBotTokens: { ask: nothing, gets: adminAlone },
  createBotToken: {
    ask: async (cast) => ({ body: { bot_id: await freshBot(cast) } }),
    gets: adminAloneOfKnown,
    leaves: ['service_account_token.create'],
  },
  getBotToken: {
    ask: async (cast) => ({ params: { id: await freshBotToken(cast) } }),
    gets: adminAloneOfHidden,
  },
  deleteBotToken: {
    ask: async (cast) => ({ params: { id: await freshBotToken(cast) } }),
    gets: adminAloneOfHidden,
    leaves: ['service_account_token.delete'],
  },
} satisfies Partial<Record<EndpointName, Row>>;

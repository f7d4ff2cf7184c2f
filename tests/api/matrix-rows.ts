import type { EndpointName } from '@keywright/contract';
import { accessRows } from './matrix-access-rows.ts';
import { accountRows } from './matrix-account-rows.ts';
import { deploymentRows } from './matrix-deployment-rows.ts';
import { entityRows } from './matrix-entity-rows.ts';
import { freshCallback, freshCode, freshSession, freshToken, freshUser } from './matrix-fresh.ts';
import {
  activePeople,
  adminAlone,
  adminAloneOfKnown,
  everyone,
  ownerOrAdmin,
  personOrAdmin,
  signsOut,
  verifiesTokens,
  whoIsActive,
} from './matrix-outcomes.ts';
import type { Row } from './matrix-row.ts';
import { signInRows } from './matrix-sign-in-rows.ts';
import { tokenRows } from './matrix-token-rows.ts';
import { treeRows } from './matrix-tree-rows.ts';
import { usageRows } from './matrix-usage-rows.ts';

const nothing = () => ({});

/** One row per endpoint; a new endpoint without one does not compile. */
export const rows: Readonly<Record<EndpointName, Row>> = {
  signInOptions: { ask: nothing, gets: everyone },
  startSignIn: { ask: nothing, gets: everyone },
  finishSignIn: {
    ask: freshCode('/api/v2/auth/oidc'),
    gets: everyone,
    leaves: ['session.create'],
  },
  startGoogleLogin: { ask: nothing, gets: everyone },
  finishGoogleLogin: {
    ask: freshCode('/api/v2/auth/google'),
    gets: everyone,
    leaves: ['session.create'],
  },
  browserSignIn: { ask: () => ({ query: { return_to: '/profile/you' } }), gets: everyone },
  browserSignInCallback: { ask: freshCallback, gets: everyone, leaves: ['session.create'] },
  ...signInRows,
  authMe: { ask: nothing, gets: whoIsActive },
  signOut: {
    ask: nothing,
    gets: signsOut,
    endsCredentials: true,
    leaves: ['session.end'],
  },
  profile: { ask: nothing, gets: whoIsActive },

  listSessions: { ask: (_, { id }) => ({ query: { user_id: id } }), gets: personOrAdmin },
  endSession: { ask: freshSession, gets: ownerOrAdmin, leaves: ['session.end'] },
  endSessions: {
    ask: (_, { id }) => ({ body: { user_id: id } }),
    gets: personOrAdmin,
    endsCredentials: true,
    leaves: ['session.end_all'],
  },

  listUsers: { ask: nothing, gets: whoIsActive },
  inviteUser: {
    ask: ({ freshEmail }) => ({ body: { email: freshEmail() } }),
    gets: adminAlone,
    leaves: ['user.create'],
  },
  getUser: { ask: (_, { id }) => ({ params: { id } }), gets: activePeople },
  updateUser: {
    ask: async (cast) => ({ params: { id: await freshUser(cast) }, body: { is_active: false } }),
    gets: adminAloneOfKnown,
    leaves: ['user.update'],
  },
  getUserAvatar: { ask: (_, { id }) => ({ params: { id } }), gets: activePeople },

  listUserTokens: { ask: (_, { id }) => ({ query: { user_id: id } }), gets: whoIsActive },
  createUserToken: {
    ask: (_, { id }) => ({ body: { user_id: id } }),
    gets: personOrAdmin,
    leaves: ['user_token.create'],
  },
  getUserToken: { ask: freshToken, gets: ownerOrAdmin },
  updateUserToken: {
    ask: async (cast, owner) => ({ ...(await freshToken(cast, owner)), body: { name: 'renamed' } }),
    gets: ownerOrAdmin,
    leaves: ['user_token.update'],
  },
  revokeUserToken: { ask: freshToken, gets: ownerOrAdmin, leaves: ['user_token.revoke'] },
  deleteUserToken: { ask: freshToken, gets: ownerOrAdmin, leaves: ['user_token.delete'] },

  ...tokenRows,
  ...treeRows,
  ...entityRows,
  ...deploymentRows,
  ...accessRows,
  ...accountRows,
  ...usageRows,

  listAuditEvents: { ask: nothing, gets: adminAlone },
  listServers: { ask: nothing, gets: adminAlone },
  events: { ask: nothing, gets: whoIsActive },
  verify: { ask: () => ({ body: { token: 'not one' } }), gets: verifiesTokens },
  serverInfo: { ask: nothing, gets: whoIsActive },
};

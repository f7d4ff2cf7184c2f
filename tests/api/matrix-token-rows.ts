import type { EndpointName } from '@keywright/contract';
import { made } from './made.ts';
import type { Cast } from './matrix-cast.ts';
import { freshAccountToken, freshToken } from './matrix-fresh.ts';
import {
  adminAloneOfHidden,
  adminsOfProject,
  ofOrganization,
  ownerOrAdmin,
  personOrAdmin,
} from './matrix-outcomes.ts';
import type { Member } from './matrix-principals.ts';
import type { Asking, Row } from './matrix-row.ts';

const entityList = { entity_type: 'channel', operation: 'list' };
/** What everybody may do with what is theirs, and so may be a scope of anybody's token. */
const commonScope = { entity_type: 'user', operation: 'list' };

async function revokedToken(cast: Cast, owner: Member): Promise<Asking> {
  const asking = await freshToken(cast, owner);
  await owner.browser.post(`/api/v2/user-tokens/${asking.params?.['id']}/revoke`);
  return asking;
}

async function scopedToken(_: Cast, owner: Member): Promise<{ id: string; scope: string }> {
  const body = { scopes: [commonScope] };
  const { id } = await made(owner.browser.post('/api/v2/user-tokens', { body }));
  const { items } = (await owner.browser.get(`/api/v2/user-tokens/${id}/scopes`)).body;
  return { id, scope: items[0].id };
}

async function scopedAccountToken(cast: Cast): Promise<{ id: string; scope: string }> {
  const { id: service_account_id } = await made(
    cast.admin.post('/api/v2/service-accounts', {
      body: { name: cast.freshName(), home_id: cast.tree.project },
    }),
  );
  const body = { service_account_id, scopes: [entityList] };
  const { id } = await made(cast.admin.post('/api/v2/service-account-tokens', { body }));
  const { items } = (await cast.admin.get(`/api/v2/service-account-tokens/${id}/scopes`)).body;
  return { id, scope: items[0].id };
}

async function revokedAccountToken(cast: Cast): Promise<string> {
  const id = await freshAccountToken(cast);
  await cast.admin.post(`/api/v2/service-account-tokens/${id}/revoke`);
  return id;
}

const moreScopes = { scopes: [{ entity_type: 'user', operation: 'read' }] };
const moreAccountScopes = { scopes: [{ entity_type: 'channel', operation: 'read' }] };

const emptyOrganization = (cast: Cast) =>
  cast.admin.post('/api/v2/organizations', { body: { name: cast.freshName() } });

const userTokenRows = {
  renewUserToken: { ask: freshToken, gets: ownerOrAdmin, leaves: ['user_token.renew'] },
  regenerateUserToken: {
    ask: revokedToken,
    gets: ownerOrAdmin,
    leaves: ['user_token.regenerate'],
  },
  rotateUserToken: { ask: freshToken, gets: ownerOrAdmin, leaves: ['user_token.rotate'] },
  deleteUserTokens: {
    ask: (_, { id }) => ({ query: { user_id: id } }),
    gets: personOrAdmin,
    endsCredentials: true,
    leaves: ['user_token.delete_all'],
  },
  listUserTokenScopes: { ask: freshToken, gets: ownerOrAdmin },
  addUserTokenScopes: {
    ask: async (cast, owner) => ({
      params: { id: (await scopedToken(cast, owner)).id },
      body: moreScopes,
    }),
    gets: ownerOrAdmin,
    leaves: ['user_token.add_scopes'],
  },
  removeUserTokenScope: {
    ask: async (cast, owner) => {
      const { id, scope } = await scopedToken(cast, owner);
      return { params: { id, scope_id: scope } };
    },
    gets: ownerOrAdmin,
    leaves: ['user_token.remove_scopes'],
  },
  removeSomeUserTokenScopes: {
    ask: async (cast, owner) => {
      const { id, scope } = await scopedToken(cast, owner);
      return { params: { id }, body: { scope_ids: [scope] } };
    },
    gets: ownerOrAdmin,
    leaves: ['user_token.remove_scopes'],
  },
  removeUserTokenScopes: {
    ask: async (cast, owner) => ({ params: { id: (await scopedToken(cast, owner)).id } }),
    gets: ownerOrAdmin,
    leaves: ['user_token.remove_scopes'],
  },
} satisfies Partial<Record<EndpointName, Row>>;

const accountTokenRows = {
  regenerateServiceAccountToken: {
    ask: async (cast) => ({ params: { id: await revokedAccountToken(cast) } }),
    gets: adminsOfProject,
    leaves: ['service_account_token.regenerate'],
  },
  rotateServiceAccountToken: {
    ask: async (cast) => ({ params: { id: await freshAccountToken(cast) } }),
    gets: adminsOfProject,
    leaves: ['service_account_token.rotate'],
  },
  listServiceAccountTokenScopes: {
    ask: async (cast) => ({ params: { id: await freshAccountToken(cast) } }),
    gets: adminsOfProject,
  },
  addServiceAccountTokenScopes: {
    ask: async (cast) => ({
      params: { id: (await scopedAccountToken(cast)).id },
      body: moreAccountScopes,
    }),
    gets: adminsOfProject,
    leaves: ['service_account_token.add_scopes'],
  },
  removeServiceAccountTokenScope: {
    ask: async (cast) => {
      const { id, scope } = await scopedAccountToken(cast);
      return { params: { id, scope_id: scope } };
    },
    gets: adminsOfProject,
    leaves: ['service_account_token.remove_scopes'],
  },
  removeSomeServiceAccountTokenScopes: {
    ask: async (cast) => {
      const { id, scope } = await scopedAccountToken(cast);
      return { params: { id }, body: { scope_ids: [scope] } };
    },
    gets: adminsOfProject,
    leaves: ['service_account_token.remove_scopes'],
  },
  removeServiceAccountTokenScopes: {
    ask: async (cast) => ({ params: { id: (await scopedAccountToken(cast)).id } }),
    gets: adminsOfProject,
    leaves: ['service_account_token.remove_scopes'],
  },
} satisfies Partial<Record<EndpointName, Row>>;

export const tokenRows = {
  ...userTokenRows,
  ...accountTokenRows,
  getTokenPolicy: {
    ask: ({ tree }) => ({ params: { id: tree.organization } }),
    gets: ofOrganization,
  },
  setTokenPolicy: {
    // Of an organization without anybody: on the site, it would count for the tokens of all other rows.
    ask: async (cast) => ({
      params: { id: (await made(emptyOrganization(cast))).id },
      body: { max_life_days: 90 },
    }),
    gets: adminAloneOfHidden,
    leaves: ['token_policy.update'],
  },
} satisfies Partial<Record<EndpointName, Row>>;

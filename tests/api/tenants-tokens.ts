import type { EndpointName } from '@keywright/contract';
import { made } from './made.ts';
import type { Cast } from './matrix-cast.ts';
import type { Asking } from './matrix-row.ts';
import type { Attack } from './tenants-attack.ts';

/** A scoped token of a service account, by ids: another tenant's, or one of the attackers' own. */
export interface ScopedToken {
  readonly scopedToken: string;
  readonly scope: string;
}

const listChannels = { entity_type: 'channel', operation: 'list' };

/** Of an account that is there. */
export async function scopedTokenOf(
  { admin }: Cast,
  service_account_id: string,
  name: string,
): Promise<ScopedToken> {
  const body = { service_account_id, name, scopes: [listChannels] };
  const { id } = await made(admin.post('/api/v2/service-account-tokens', { body }));
  const { items } = (await admin.get(`/api/v2/service-account-tokens/${id}/scopes`)).body;
  return { scopedToken: id, scope: items[0].id };
}

interface Scene {
  readonly rival: ScopedToken & { readonly organization: string };
  readonly own: ScopedToken;
}

/** Everything that an Admin elsewhere may try with the rival's tokens, scopes and policy. */
export function attacksOnTokens({ rival, own }: Scene): Attack[] {
  const hidden = (name: EndpointName, at: string, asking: Asking): Attack => ({
    ...{ name, at, asking, expected: 'hidden' },
  });
  const byId = (name: EndpointName, body?: object) =>
    hidden(name, 'params.id', { params: { id: rival.scopedToken }, body });
  const policy = (name: EndpointName, body?: object) =>
    hidden(name, 'params.id', { params: { id: rival.organization }, body });
  return [
    byId('regenerateServiceAccountToken'),
    byId('rotateServiceAccountToken'),
    byId('listServiceAccountTokenScopes'),
    byId('addServiceAccountTokenScopes', { scopes: [{ ...listChannels, operation: 'read' }] }),
    byId('removeServiceAccountTokenScopes'),
    byId('removeSomeServiceAccountTokenScopes', { scope_ids: [rival.scope] }),
    hidden('removeServiceAccountTokenScope', 'params.id', {
      params: { id: rival.scopedToken, scope_id: rival.scope },
    }),
    hidden('removeServiceAccountTokenScope', 'params.scope_id', {
      params: { id: own.scopedToken, scope_id: rival.scope },
    }),
    hidden('removeSomeServiceAccountTokenScopes', 'body.scope_ids', {
      params: { id: own.scopedToken },
      body: { scope_ids: [rival.scope] },
    }),
    policy('getTokenPolicy'),
    policy('setTokenPolicy', { max_life_days: 1 }),
  ];
}

/** People's tokens, which belong to no tenant; and where scopes name a project, 400 says of another's what it says of none. */
export const ofNoTenantTokens: readonly string[] = [
  ...['renewUserToken', 'regenerateUserToken', 'rotateUserToken'].map(
    (name) => `${name} params.id`,
  ),
  ...['listUserTokenScopes', 'addUserTokenScopes', 'removeUserTokenScopes'].map(
    (name) => `${name} params.id`,
  ),
  ...['removeUserTokenScope params.id', 'removeUserTokenScope params.scope_id'],
  ...['removeSomeUserTokenScopes params.id', 'removeSomeUserTokenScopes body.scope_ids'],
  'deleteUserTokens query.user_id',
  ...['getUserTokenUsage params.id', 'getUserUsage params.id'],
  ...['listUnused query.user_id', 'removeUnused body.user_id'],
  // Of another tenant's, as of none: what is not among those asked about is spared.
  ...['removeUnused body.scopes', 'removeUnused body.tokens'],
  ...['createUserToken', 'createServiceAccountToken'].map(
    (name) => `${name} body.scopes.project_id`,
  ),
  ...['addUserTokenScopes', 'addServiceAccountTokenScopes'].map(
    (name) => `${name} body.scopes.project_id`,
  ),
  'createServiceAccount body.token.scopes.project_id',
];

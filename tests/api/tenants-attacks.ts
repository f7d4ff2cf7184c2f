import { builtInRoles, type EndpointName } from '@keywright/contract';
import type { Asking } from './matrix-row.ts';
import type { Tree } from './matrix-tree.ts';
import type { Attack } from './tenants-attack.ts';
import type { Rival } from './tenants-rival.ts';

/** Everything that an Admin of `tree` may try with ids of the rival; all else in each request is right. */
export function attacksOn(rival: Rival, tree: Tree): Attack[] {
  const hidden = (name: EndpointName, at: string, asking: Asking): Attack => ({
    ...{ name, at, asking, expected: 'hidden' },
  });
  const byId = (id: string, names: readonly EndpointName[], body?: object) =>
    names.map((name) => hidden(name, 'params.id', { params: { id }, body }));
  const filter = (name: EndpointName, field: string, id: string): Attack => ({
    ...{ name, at: `query.${field}`, asking: { query: { [field]: id } }, expected: 'empty' },
  });
  const asks = (name: EndpointName, field: string, id: string, more: object = {}) =>
    hidden(name, `query.${field}`, { query: { [field]: id, ...more } });
  const sends = (name: EndpointName, field: string, id: string, more: object) =>
    hidden(name, `body.${field}`, { body: { ...more, [field]: id } });

  const name = { name: 'mine now' };
  const what = { permission: 'env.read' };
  const user = { role_id: builtInRoles.envUser.id };
  const ofKind = { kind_id: tree.kind, role: 'Owner' };
  const faces = ['listEnvUserPermissions', 'listDeploymentPermissions'] as const;
  return [
    ...byId(rival.organization, ['getOrganization', 'deleteOrganization']),
    ...byId(rival.organization, ['updateOrganization'], name),
    ...byId(rival.project, ['getProject', 'deleteProject']),
    ...byId(rival.project, ['updateProject'], name),
    ...byId(rival.project, ['moveProject'], { organization_id: tree.annex }),
    {
      ...hidden('moveProject', 'body.organization_id', {
        params: { id: tree.project },
        body: { organization_id: rival.organization },
      }),
      byOrganizationAdmin: true,
    },
    ...byId(rival.env, ['getEnv', 'deleteEnv']),
    ...byId(rival.env, ['updateEnv'], name),
    filter('listProjects', 'organization_id', rival.organization),
    filter('listEnvs', 'organization_id', rival.organization),
    filter('listEnvs', 'project_id', rival.project),
    sends('createProject', 'organization_id', rival.organization, name),
    sends('createEnv', 'project_id', rival.project, name),

    filter('listRoles', 'home_id', rival.organization),
    asks('listRoles', 'usable_on', rival.project),
    sends('createRole', 'home_id', rival.project, { ...name, permissions: ['env.read'] }),
    ...byId(rival.role, ['getRole', 'deleteRole']),
    ...byId(rival.role, ['updateRole'], name),
    hidden('deleteRole', 'query.replacement_id', {
      params: { id: tree.reader },
      query: { replacement_id: rival.role },
    }),

    filter('listGrants', 'principal_id', rival.account),
    filter('listGrants', 'resource_id', rival.env),
    filter('listGrants', 'within', rival.organization),
    filter('listGrants', 'role_id', rival.role),
    asks('listGrants', 'holds_on', rival.env),
    sends('createGrant', 'resource_id', rival.env, { ...user, principal_id: rival.person }),
    sends('createGrant', 'role_id', rival.role, {
      ...{ resource_id: tree.env, principal_id: rival.person },
    }),
    ...byId(rival.grant, ['getGrant', 'deleteGrant']),
    ...byId(rival.grant, ['getEnvUserPermission', 'deleteEnvUserPermission']),
    ...byId(rival.kindGrant, ['getDeploymentPermission', 'deleteDeploymentPermission']),
    ...byId(rival.accountGrant, ['getGrant', 'deleteGrant']),
    asks('listMembers', 'resource_id', rival.project),
    asks('listPrincipals', 'resource_id', rival.env),
    ...faces.flatMap((list) => [
      filter(list, 'env_id', rival.env),
      filter(list, 'user_id', rival.person),
      filter(list, 'bot_id', rival.account),
    ]),
    sends('createEnvUserPermission', 'env_id', rival.env, { user_id: rival.person, role: 'User' }),
    sends('createDeploymentPermission', 'env_id', rival.env, { user_id: rival.person, ...ofKind }),
    asks('explainAccess', 'resource', rival.env, what),
    asks('explainAccess', 'resource', rival.env, { ...what, principal: rival.person }),
    asks('whoHasAccess', 'resource', rival.project, what),
    {
      ...{ name: 'effectiveAccess', at: 'query.principal', expected: 'empty' },
      asking: { query: { principal: rival.account, type: 'project' } },
    },

    filter('listServiceAccounts', 'home_id', rival.organization),
    sends('createServiceAccount', 'home_id', rival.project, name),
    hidden('createServiceAccount', 'body.grants.resource_id', {
      body: { ...name, home_id: tree.project, grants: [{ ...user, resource_id: rival.env }] },
    }),
    hidden('createServiceAccount', 'body.grants.role_id', {
      body: {
        ...{ ...name, home_id: tree.project },
        grants: [{ resource_id: tree.env, role_id: rival.role }],
      },
    }),
    ...byId(rival.account, ['getServiceAccount', 'renewServiceAccount', 'deleteServiceAccount']),
    ...byId(rival.account, ['updateServiceAccount'], { is_enabled: false }),
    asks('listServiceAccountTokens', 'service_account_id', rival.account),
    sends('createServiceAccountToken', 'service_account_id', rival.account, {}),
    ...byId(rival.accountToken, [
      ...(['getServiceAccountToken', 'revokeServiceAccountToken'] as const),
      ...(['renewServiceAccountToken', 'deleteServiceAccountToken'] as const),
    ]),
    ...byId(rival.accountToken, ['updateServiceAccountToken'], name),

    ...byId(rival.accountToken, ['getServiceAccountTokenUsage']),
    ...byId(rival.account, ['getServiceAccountUsage']),
    ...byId(rival.project, ['getResourceUsage']),
    asks('listUnused', 'resource_id', rival.organization),
    asks('listUnused', 'service_account_id', rival.account),
    sends('removeUnused', 'resource_id', rival.project, { tokens: [rival.accountToken] }),
    sends('removeUnused', 'service_account_id', rival.account, { tokens: [rival.accountToken] }),

    // No account of an organization is a bot.
    ...byId(rival.account, ['getBot', 'deleteBot']),
    ...byId(rival.account, ['updateBot'], { display_name: 'mine now' }),
    sends('createBotToken', 'bot_id', rival.account, {}),
    ...byId(rival.accountToken, ['getBotToken', 'deleteBotToken']),
  ];
}

/** What is not of a tenant: people, whom everybody chooses from, and what belongs to the site alone. */
export const ofNoTenant: readonly string[] = [
  ...['getUser', 'updateUser', 'getUserAvatar'].map((name) => `${name} params.id`),
  ...['listSessions', 'listUserTokens'].map((name) => `${name} query.user_id`),
  ...['endSessions', 'createUserToken'].map((name) => `${name} body.user_id`),
  ...['endSession', 'getUserToken', 'updateUserToken', 'revokeUserToken', 'deleteUserToken'].map(
    (name) => `${name} params.id`,
  ),
  ...['getDeploymentKind', 'updateDeploymentKind', 'deleteDeploymentKind'].map(
    (name) => `${name} params.id`,
  ),
  ...['createGrant body.kind_id', 'createServiceAccount body.grants.kind_id'],
  ...['createDeploymentPermission body.kind_id', 'explainAccess query.kind'],
  ...['whoHasAccess query.kind', 'listBotTokens query.bot_id'],
  ...['listBotTokens query.created_by_user_id'],
  ...['listAuditEvents query.actor_id', 'listAuditEvents query.target_id'],
  ...['listAuditEvents query.credential_id'],
  ...['createEnvUserPermission body.user_id', 'createDeploymentPermission body.user_id'],
];

/** Service accounts are looked up by people too; that one of another tenant gets nothing is shown apart. */
export const lookedUp: readonly string[] = [
  ...['createGrant body.principal_id', 'createEnvUserPermission body.bot_id'],
  ...['createDeploymentPermission body.bot_id', 'explainAccess query.principal'],
];

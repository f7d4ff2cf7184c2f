import type { DataSet } from './data-set.ts';

/** One request worth timing. */
export interface Case {
  readonly title: string;
  readonly path: string;
  /** Who asks; an administrator without it. */
  readonly secret?: string;
}

const tokens = '/api/v2/user-tokens';
const users = '/api/v2/users';
const events = '/api/v2/audit-events';
const envs = '/api/v2/envs';
const grants = '/api/v2/grants';
const access = '/api/v2/access';
const entities = '/api/v2/entities';

/** Every way to list, filter, search and page, each at its most expensive. */
export function casesOf({ questions, tree, scoped }: DataSet): Case[] {
  const { usual, busiest, tokenId, eventTarget, days, holders, holderIds } = questions;
  const [project = '', organization = ''] = [tree.projectIds[1], tree.organizationIds[0]];
  const env = tree.envIds[1] ?? '';
  const iso = (ms: number) => new Date(ms).toISOString();
  return [
    { title: 'users', path: users },
    { title: 'users: a common name ("mar")', path: `${users}?display_name=mar` },
    { title: 'users: a rare name ("quixley")', path: `${users}?display_name=quixley` },
    { title: 'users: a name nobody has', path: `${users}?display_name=xyzzyx` },
    { title: 'users: two letters ("ma")', path: `${users}?display_name=ma` },
    { title: 'users: e-mail, one person', path: `${users}?email=.77@example` },
    { title: 'users: e-mail, everybody', path: `${users}?email=example.com` },
    { title: 'users: name or e-mail', path: `${users}?search=silva` },
    { title: 'users: active', path: `${users}?is_active=true` },
    { title: 'users: inactive', path: `${users}?is_active=false` },
    { title: 'users: admins', path: `${users}?is_admin=true` },
    { title: 'users: active admins', path: `${users}?is_admin=true&is_active=true` },
    { title: 'users: active, a common name', path: `${users}?is_active=true&search=mar` },
    { title: 'users: half way through', path: `${users}?page=1000` },
    { title: 'tokens: my own', path: tokens, secret: usual.secret },
    { title: 'tokens: my own, active', path: `${tokens}?state=active`, secret: usual.secret },
    { title: 'tokens: my own, by name', path: `${tokens}?search=deploy`, secret: usual.secret },
    { title: 'tokens: all', path: tokens },
    { title: 'tokens: of one person', path: `${tokens}?user_id=${usual.id}` },
    { title: 'tokens: of the busiest person', path: `${tokens}?user_id=${busiest.id}` },
    {
      title: 'tokens: of the busiest person, active',
      path: `${tokens}?user_id=${busiest.id}&state=active`,
    },
    { title: 'tokens: active', path: `${tokens}?state=active` },
    { title: 'tokens: expired', path: `${tokens}?state=expired` },
    { title: 'tokens: revoked', path: `${tokens}?state=revoked` },
    { title: 'tokens: a common name ("deploy")', path: `${tokens}?search=deploy` },
    { title: 'tokens: a rare name ("quartz")', path: `${tokens}?search=quartz` },
    { title: 'tokens: a name none has', path: `${tokens}?search=xyzzyx` },
    { title: 'tokens: two letters ("ci")', path: `${tokens}?search=ci` },
    { title: 'tokens: by id', path: `${tokens}?search=${tokenId}` },
    { title: 'tokens: page 100', path: `${tokens}?page=100` },
    { title: 'tokens: half way through', path: `${tokens}?page=10000` },
    { title: 'envs: nothing granted', path: envs, secret: holders.nothing },
    { title: 'envs: 3 grants', path: envs, secret: holders.three },
    { title: 'envs: 10,000 grants', path: envs, secret: holders.many },
    { title: 'envs: 10,000 grants on three levels', path: envs, secret: holders.mixed },
    { title: 'envs: one large organization', path: envs, secret: holders.admin },
    { title: 'envs: all, as an administrator', path: envs },
    { title: 'envs: 10,000 grants, page 100', path: `${envs}?page=100`, secret: holders.many },
    { title: 'envs: 10,000 grants, by name', path: `${envs}?name=prod`, secret: holders.many },
    { title: 'envs: 3 grants, by name', path: `${envs}?name=prod`, secret: holders.three },
    { title: 'envs: of one project', path: `${envs}?project_id=${project}`, secret: holders.many },
    { title: 'envs: that add people', path: `${envs}?auto_add_new_users=true` },
    { title: 'env: one', path: `${envs}/${env}`, secret: holders.many },
    { title: 'projects: 10,000 grants', path: '/api/v2/projects', secret: holders.mixed },
    { title: 'projects: all', path: '/api/v2/projects' },
    { title: 'organizations: 10,000 grants', path: '/api/v2/organizations', secret: holders.mixed },
    { title: 'organizations: all', path: '/api/v2/organizations' },
    { title: 'grants: all', path: grants },
    { title: 'grants: my own, 3', path: grants, secret: holders.three },
    { title: 'grants: my own, 10,000', path: grants, secret: holders.many },
    { title: 'grants: of a large organization', path: grants, secret: holders.admin },
    { title: 'grants: of one person', path: `${grants}?principal_id=${holderIds.many}` },
    { title: 'grants: that hold on an env', path: `${grants}?holds_on=${env}` },
    { title: 'grants: within an organization', path: `${grants}?within=${organization}` },
    { title: 'members: of an organization', path: `/api/v2/members?resource_id=${organization}` },
    { title: 'principals', path: '/api/v2/principals' },
    { title: 'principals: by name', path: '/api/v2/principals?search=quixley' },
    { title: 'service accounts: all', path: '/api/v2/service-accounts' },
    {
      title: 'service accounts: of a large organization',
      path: '/api/v2/service-accounts',
      secret: holders.admin,
    },
    { title: 'bots', path: '/api/v2/bots' },
    { title: 'roles: usable on an env', path: `/api/v2/roles?usable_on=${env}` },
    { title: 'entities: all, as an administrator', path: entities },
    { title: 'entities: of a type', path: `${entities}?type=client` },
    { title: 'entities: page 100', path: `${entities}?page=100` },
    { title: 'entities: a common name ("sensor")', path: `${entities}?search=sensor` },
    { title: 'entities: a rare name ("pellucid")', path: `${entities}?search=pellucid` },
    { title: 'entities: of one project', path: `${entities}?project_id=${project}` },
    { title: 'entities: one large organization', path: entities, secret: holders.admin },
    { title: 'entities: nothing granted', path: entities, secret: holders.nothing },
    {
      title: 'entities: shared by me, 10,000',
      path: `${entities}?shared=by_me`,
      secret: holders.admin,
    },
    { title: 'entities: a token scoped to two', path: entities, secret: scoped.two },
    { title: 'entities: a token scoped to 1,000', path: entities, secret: scoped.many },
    {
      title: 'entities: scoped to 1,000, by name',
      path: `${entities}?search=9`,
      secret: scoped.many,
    },
    { title: 'access: may a person', path: `${access}?permission=env.read&resource=${env}` },
    { title: 'access: who may', path: `${access}/who?permission=env.read&resource=${env}` },
    {
      title: 'access: all a person holds, 10,000 grants',
      path: `${access}/effective?type=env&principal=${holderIds.many}`,
    },
    {
      title: 'access: my own, 3 grants',
      path: `${access}/effective?type=env`,
      secret: holders.three,
    },
    { title: 'audit', path: events },
    { title: 'audit: an action', path: `${events}?action=user_token.create` },
    { title: 'audit: a rarer action', path: `${events}?action=user_token.revoke` },
    { title: 'audit: operators', path: `${events}?actor_kind=operator` },
    { title: 'audit: a person', path: `${events}?actor_id=${usual.id}` },
    { title: 'audit: the busiest person', path: `${events}?actor_id=${busiest.id}` },
    {
      title: 'audit: the busiest person, one action',
      path: `${events}?actor_id=${busiest.id}&action=user_token.revoke`,
    },
    { title: 'audit: on one token', path: `${events}?target_id=${eventTarget}` },
    {
      title: 'audit: two days',
      path: `${events}?since=${iso(days.since)}&until=${iso(days.until)}`,
    },
    { title: 'audit: page 100', path: `${events}?page=100` },
  ];
}

import { builtInRoles, siteId } from '@keywright/contract';
import { afterAll, expect, test } from 'vitest';
import type { Client } from '../kit/http-client.ts';
import { accounts, accountsSite, dayMs } from './accounts-kit.ts';
import { expectErrorBody } from './matrix-answers.ts';

const site = await accountsSite();
const { server, admin, at, made, newAccount, newOrganization, newProject, newEnv } = site;
const { personWith, withToken } = site;
afterAll(() => server.stop());

const member = await server.as('member@example.test');
const { organizationAdmin, projectAdmin, projectMember, envUser } = builtInRoles;
let count = 0;

const organization = await newOrganization();
const project = await newProject(organization);
const sibling = await newProject(organization);
const env = await newEnv(project);
const projectAdminPerson = await personWith(project, { role_id: projectAdmin.id });

test('an account is made with its grants and first token in one request, and works', async () => {
  const { token, grants, ...account } = await newAccount({
    name: 'deployer',
    description: 'Ships it.',
    home_id: project,
    expires_at: at(30 * dayMs),
    grants: [{ resource_id: env, role_id: envUser.id, ends_at: at(10 * dayMs) }],
    token: { name: 'first', duration: '7d' },
  });
  expect(account).toMatchObject({
    name: 'deployer',
    description: 'Ships it.',
    home: { type: 'project', id: project },
    state: 'enabled',
    expires_at: at(30 * dayMs),
    num_tokens: 1,
    num_grants: 1,
    last_used: null,
    abilities: ['update', 'delete', 'list_tokens', 'create_token', 'renew'],
  });
  expect(grants).toHaveLength(1);
  expect(grants[0]).toMatchObject({ role: { name: 'User' }, ends_at: at(10 * dayMs) });
  expect(token).toMatchObject({
    service_account_id: account.id,
    name: 'first',
    state: 'active',
    expires_at: at(7 * dayMs),
  });
  expect((await admin.get(`${accounts}/${account.id}`)).body).toEqual(account);
  const itself = withToken(token.created_token);
  expect((await itself.get('/api/v2/envs')).body.items.map(({ id }: never) => id)).toEqual([env]);
  const eventOf = async (id: string) =>
    (await admin.get(`/api/v2/audit-events?target_id=${id}`)).body.items[0];
  const events = await Promise.all([account.id, grants[0].id, token.id].map(eventOf));
  expect(events.map(({ action }) => action)).toEqual([
    'service_account.create',
    'grant.create',
    'service_account_token.create',
  ]);
  expect(new Set(events.map(({ request_id }) => request_id)).size).toBe(1);
});

test.each<[string, Record<string, unknown>, string]>([
  [
    'a grant outside its home',
    { grants: [{ resource_id: sibling, role_id: projectMember.id }] },
    'invalid_request',
  ],
  [
    'a grant that ends before it begins',
    { grants: [{ resource_id: env, role_id: envUser.id, ends_at: at(-dayMs) }] },
    'invalid_request',
  ],
  [
    'the same grant twice',
    { grants: [1, 2].map(() => ({ resource_id: env, role_id: envUser.id })) },
    'conflict',
  ],
  ['a token that ended yesterday', { token: { expires_at: at(-dayMs) } }, 'invalid_request'],
])('all or nothing: with %s no account is left behind', async (_what, given, code) => {
  const name = `all or nothing ${++count}`;
  const answer = await admin.post(accounts, { body: { name, home_id: project, ...given } });
  expectErrorBody(answer, code as never);
  const found = await admin.get(`${accounts}?search=${encodeURIComponent(name)}`);
  expect(found.body.num_total).toBe(0);
});

test('what is wrong with the first token is named where it stands', async () => {
  const body = { name: 'x', token: { duration: 'soon' } };
  const answer = await admin.post(accounts, { body });
  expectErrorBody(answer, 'invalid_request');
  expect(answer.body.fields[0].field).toBe('token.duration');
});

test.each<[string, Record<string, unknown>, string, string]>([
  ['a resource that is not there', { resource_id: crypto.randomUUID() }, 'not_found', ''],
  ['a role that is not there', { role_id: crypto.randomUUID() }, 'not_found', 'role_id'],
  ['a role of another level', { role_id: envUser.id }, 'invalid_request', 'role_id'],
  ['a second time the same', {}, 'conflict', ''],
])(
  'of several grants the one with %s is named, and nothing is made',
  async (_what, given, code, field) => {
    const grant = { resource_id: project, role_id: projectMember.id };
    const body = { name: 'of several', home_id: project, grants: [grant, { ...grant, ...given }] };
    const refused = await admin.post(accounts, { body });
    expectErrorBody(refused, code as 'conflict');
    expect(refused.body.message.startsWith(`grants.1${field && `.${field}`}: `)).toBe(true);
    if (refused.body.fields) expect(refused.body.fields[0].field).toBe(`grants.1.${field}`);
    const made = await admin.get(`${accounts}?home_id=${project}&search=several`);
    expect(made.body.num_total).toBe(0);
  },
);

test.each<[string, () => Record<string, unknown>, string]>([
  ['no name', () => ({ name: undefined }), 'name'],
  ['an expiry that is past', () => ({ expires_at: at(-1) }), 'expires_at'],
  ['an expiry and a duration', () => ({ expires_at: at(dayMs), duration: '1d' }), 'duration'],
  ['a home that is no id', () => ({ home_id: 'x' }), 'home_id'],
  ['an env for a home', () => ({ home_id: env }), 'home_id'],
])('an account with %s is refused', async (_what, given, field) => {
  const answer = await admin.post(accounts, { body: { name: `bad ${++count}`, ...given() } });
  expectErrorBody(answer, 'invalid_request');
  expect(answer.body.fields[0].field).toBe(field);
});

test('who may make accounts where: site, organization and project each for who administers it', async () => {
  const name = () => `mine ${++count}`;
  const organizationAdminPerson = await personWith(organization, { role_id: organizationAdmin.id });
  const attempt = (by: Client, home_id?: string) =>
    by.post(accounts, { body: { name: name(), home_id } });
  expect((await attempt(projectAdminPerson, project)).status).toBe(201);
  expectErrorBody(await attempt(projectAdminPerson, sibling), 'not_found');
  expectErrorBody(await attempt(projectAdminPerson, organization), 'not_found');
  expectErrorBody(await attempt(projectAdminPerson), 'forbidden');
  expect((await attempt(organizationAdminPerson, organization)).status).toBe(201);
  expect((await attempt(organizationAdminPerson, sibling)).status).toBe(201);
  expectErrorBody(await attempt(organizationAdminPerson, siteId), 'forbidden');
  const onlooker = await personWith(project, { role_id: projectMember.id });
  const denied = await attempt(onlooker, project);
  expectErrorBody(denied, 'forbidden');
  expect(denied.body.permission).toBe('service_account.create');
  expect(denied.body.roles).toContain('Admin (project)');
  expectErrorBody(await attempt(onlooker, '01890000-0000-7000-8000-000000000009'), 'not_found');
});

test('nobody gives an account what they do not hold', async () => {
  const maker = await personWith(project, {
    permissions: ['service_account.create', 'grant.create', 'project.read', 'env.read'],
  });
  const give = (permissions: string[]) =>
    maker.post(accounts, {
      body: {
        name: `given ${++count}`,
        home_id: project,
        grants: [{ resource_id: env, permissions }],
      },
    });
  expect((await give(['env.read'])).status).toBe(201);
  const refused = await give(['env.read', 'env.delete']);
  expectErrorBody(refused, 'beyond_own_rights');
  expect(refused.body.permission).toBe('env.delete');
});

test('a fresh account holds nothing and sees nothing', async () => {
  const { id, token } = await newAccount({ token: {} });
  const itself = withToken(token.created_token);
  expect((await itself.get('/api/v2/auth/me')).body.Bot.id).toBe(id);
  for (const path of [
    'organizations',
    'projects',
    'envs',
    'users',
    'user-tokens',
    'service-accounts',
  ]) {
    const { status, body } = await itself.get(`/api/v2/${path}`);
    expect([path, status, body.num_total, body.items]).toEqual([path, 200, 0, []]);
  }
  const memberId = (await member.get('/api/v2/auth/me')).body.User.id;
  for (const path of [
    `organizations/${organization}`,
    `projects/${project}`,
    `envs/${env}`,
    `users/${memberId}`,
    `users/${memberId}/avatar`,
    'sessions',
    `sessions?user_id=${memberId}`,
  ]) {
    expectErrorBody(await itself.get(`/api/v2/${path}`), 'not_found');
  }
  expectErrorBody(await itself.post('/api/v2/user-tokens'), 'not_found');
  expectErrorBody(
    await itself.post('/api/v2/user-tokens', { body: { user_id: memberId } }),
    'not_found',
  );
  expectErrorBody(
    await itself.post('/api/v2/sessions/end-all', { body: { user_id: memberId } }),
    'not_found',
  );
  expectErrorBody(
    await itself.put(`/api/v2/users/${memberId}`, { body: { is_active: false } }),
    'not_found',
  );
  expect((await itself.get(`${accounts}/${id}`)).body.abilities).toEqual([]);
});

test('accounts are listed by name, for who may list them where they are at home', async () => {
  const [a, b, elsewhere] = [
    await newAccount({ name: 'list b', home_id: project }),
    await newAccount({ name: 'List A', home_id: organization }),
    await newAccount({ name: 'list c', home_id: sibling }),
  ];
  const idsFor = async (by: Client, query = '') =>
    (await by.get(`${accounts}?search=list ${query}`)).body.items.map(({ id }: never) => id);
  expect(await idsFor(admin)).toEqual([b.id, a.id, elsewhere.id]);
  expect(await idsFor(projectAdminPerson)).toEqual([a.id]);
  expect(await idsFor(member)).toEqual([]);
  expect(await idsFor(admin, `&home_id=${project}`)).toEqual([a.id]);
  expect(await idsFor(projectAdminPerson, `&home_id=${sibling}`)).toEqual([]);
  expect((await admin.get(`${accounts}?search=${a.id}`)).body.items[0].id).toBe(a.id);
  const mine = (await projectAdminPerson.get(`${accounts}?per_page=200`)).body;
  expect(mine.num_total).toBe(mine.items.length);
  for (const { home } of mine.items) expect(home.id).toBe(project);
  expectErrorBody(await projectAdminPerson.get(`${accounts}/${elsewhere.id}`), 'not_found');
});

test('an organization’s account works in its projects at different levels, and nowhere else', async () => {
  const third = await newProject(organization);
  const envs = [env, await newEnv(sibling), await newEnv(third)] as const;
  const role = await made('/api/v2/roles', {
    name: `reader ${++count}`,
    home_id: organization,
    permissions: ['project.read', 'project.list', 'env.read', 'env.list'],
  });
  const { id, token } = await newAccount({
    home_id: organization,
    grants: [
      { resource_id: project, role_id: projectAdmin.id },
      { resource_id: sibling, role_id: role.id },
    ],
    token: {},
  });
  const itself = withToken(token.created_token);
  const listed = (await itself.get('/api/v2/envs')).body.items.map(({ id }: never) => id);
  expect([...listed].sort()).toEqual([envs[0], envs[1]].sort());
  const rename = (id: string) =>
    itself.put(`/api/v2/envs/${id}`, { body: { name: `by it ${++count}` } });
  expect((await rename(envs[0])).status).toBe(200);
  const denied = await rename(envs[1]);
  expectErrorBody(denied, 'forbidden');
  expect(denied.body.permission).toBe('env.update');
  expectErrorBody(await rename(envs[2]), 'not_found');
  expectErrorBody(await itself.get(`/api/v2/projects/${third}`), 'not_found');
  const byIt = (await admin.get(`/api/v2/audit-events?actor_id=${id}`)).body.items;
  expect(byIt.map(({ action }: { action: string }) => action).sort()).toEqual([
    'access.denied',
    'env.update',
  ]);
});

test('a first token takes the right to make tokens, and first grants the right to grant', async () => {
  const home_id = await newProject(organization);
  const maker = await personWith(home_id, {
    permissions: ['project.read', 'service_account.create', 'env.read'],
  });
  const body = { name: 'helper', home_id };
  const withToken = await maker.post(accounts, { body: { ...body, token: {} } });
  expectErrorBody(withToken, 'forbidden');
  expect(withToken.body.permission).toBe('service_account_token.create');
  const grants = [{ resource_id: home_id, permissions: ['env.read'] }];
  const withGrants = await maker.post(accounts, { body: { ...body, grants } });
  expectErrorBody(withGrants, 'forbidden');
  expect(withGrants.body.permission).toBe('grant.create');
  expect((await admin.get(`${accounts}?home_id=${home_id}`)).body.num_total).toBe(0);
  expect((await maker.post(accounts, { body })).status).toBe(201);
});

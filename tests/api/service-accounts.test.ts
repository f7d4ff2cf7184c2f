import { builtInRoles, siteId } from '@keywright/contract';
import { afterAll, afterEach, expect, test } from 'vitest';
import { type Client, createClient } from '../kit/http-client.ts';
import { startTestServer } from '../kit/server.ts';
import { expectErrorBody } from './matrix-answers.ts';

const start = Date.now();
let ahead = 0;
const server = await startTestServer({
  clock: () => start + ahead,
  env: { KEYWRIGHT_AUTO_ACTIVATE_DOMAINS: 'team.test' },
});
afterAll(() => server.stop());
afterEach(() => {
  ahead = 0;
});

const admin = await server.as('admin@example.test');
const member = await server.as('member@example.test');
const accounts = '/api/v2/service-accounts';
const tokens = '/api/v2/service-account-tokens';
const day = 86_400_000;
const { organizationAdmin, projectAdmin, projectMember, envUser } = builtInRoles;
let count = 0;

const withToken = (token: string): Client =>
  createClient(server.url, { headers: { 'x-platz-token': token } });
const made = async (path: string, body: unknown, by: Client = admin) => {
  const answer = await by.post(path, { body });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
};
const at = (ms: number) => new Date(start + ms).toISOString();

const newOrganization = async (): Promise<string> =>
  (await made('/api/v2/organizations', { name: `organization ${++count}` })).id;
const newProject = async (organization_id: string): Promise<string> =>
  (await made('/api/v2/projects', { name: `project ${++count}`, organization_id })).id;
const newEnv = async (project_id: string): Promise<string> =>
  (await made('/api/v2/envs', { name: `env ${++count}`, project_id })).id;
const newAccount = (body: Record<string, unknown> = {}, by: Client = admin) =>
  made(accounts, { name: `account ${++count}`, ...body }, by);

/** A person with one role, or list of permissions, on one resource. */
async function personWith(resource_id: string, given: Record<string, unknown>): Promise<Client> {
  const person = await server.as(`person-${++count}@team.test`);
  const principal_id = (await person.get('/api/v2/auth/me')).body.User.id;
  await made('/api/v2/grants', { principal_id, resource_id, ...given });
  return person;
}

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
    expires_at: at(30 * day),
    grants: [{ resource_id: env, role_id: envUser.id, ends_at: at(10 * day) }],
    token: { name: 'first', duration: '7d' },
  });
  expect(account).toMatchObject({
    name: 'deployer',
    description: 'Ships it.',
    home: { type: 'project', id: project },
    state: 'enabled',
    expires_at: at(30 * day),
    num_tokens: 1,
    num_grants: 1,
    last_used: null,
    abilities: ['update', 'delete', 'list_tokens', 'create_token', 'renew'],
  });
  expect(grants).toHaveLength(1);
  expect(grants[0]).toMatchObject({ role: { name: 'User' }, ends_at: at(10 * day) });
  expect(token).toMatchObject({
    service_account_id: account.id,
    name: 'first',
    state: 'active',
    expires_at: at(7 * day),
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
    { grants: [{ resource_id: env, role_id: envUser.id, ends_at: at(-day) }] },
    'invalid_request',
  ],
  [
    'the same grant twice',
    { grants: [1, 2].map(() => ({ resource_id: env, role_id: envUser.id })) },
    'conflict',
  ],
  ['a token that ended yesterday', { token: { expires_at: at(-day) } }, 'invalid_request'],
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

test.each<[string, () => Record<string, unknown>, string]>([
  ['no name', () => ({ name: undefined }), 'name'],
  ['an expiry that is past', () => ({ expires_at: at(-1) }), 'expires_at'],
  ['an expiry and a duration', () => ({ expires_at: at(day), duration: '1d' }), 'duration'],
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

test('the lists tell enabled, disabled and expired ones apart, by the clock', async () => {
  const home_id = await newProject(organization);
  const [lasting, ending, off] = [
    await newAccount({ home_id }),
    await newAccount({ home_id, duration: '1d' }),
    await newAccount({ home_id, duration: '1d' }),
  ];
  await admin.patch(`${accounts}/${off.id}`, { body: { is_enabled: false } });
  const idsIn = async (state: string) =>
    (await admin.get(`${accounts}?home_id=${home_id}&state=${state}`)).body.items.map(
      ({ id }: never) => id,
    );
  expect(await idsIn('enabled')).toEqual([lasting.id, ending.id]);
  ahead = day;
  expect(await idsIn('enabled')).toEqual([lasting.id]);
  expect(await idsIn('expired')).toEqual([ending.id]);
  expect(await idsIn('disabled')).toEqual([off.id]);
  expect((await admin.get(`${accounts}/${off.id}`)).body.state).toBe('disabled');
});

test('a disabled account’s tokens are refused and say why; enabling restores them', async () => {
  const { id, token } = await newAccount({ token: {} });
  const itself = withToken(token.created_token);
  const set = (is_enabled: boolean) => admin.patch(`${accounts}/${id}`, { body: { is_enabled } });
  expect((await set(false)).body.state).toBe('disabled');
  const refused = await itself.get('/api/v2/auth/me');
  expectErrorBody(refused, 'principal_inactive');
  expect(refused.body.message).toMatch(/service account is disabled/);
  expect((await set(true)).body.state).toBe('enabled');
  expect((await itself.get('/api/v2/auth/me')).status).toBe(200);
});

test('an expired account’s tokens are refused; a later date, or never, restores them', async () => {
  const { id, token } = await newAccount({ duration: '1d', token: {} });
  const itself = withToken(token.created_token);
  const setEnd = (expires_at: string | null) =>
    admin.patch(`${accounts}/${id}`, { body: { expires_at } });
  ahead = day - 1;
  expect((await itself.get('/api/v2/auth/me')).status).toBe(200);
  ahead = day;
  expectErrorBody(await itself.get('/api/v2/auth/me'), 'principal_inactive');
  expectErrorBody(await setEnd(at(day - 1000)), 'invalid_request');
  expect((await setEnd(at(2 * day))).body).toMatchObject({
    state: 'enabled',
    expires_at: at(2 * day),
  });
  expect((await itself.get('/api/v2/auth/me')).status).toBe(200);
  ahead = 2 * day;
  expectErrorBody(await itself.get('/api/v2/auth/me'), 'principal_inactive');
  expect((await setEnd(null)).body.expires_at).toBeNull();
  expect((await itself.get('/api/v2/auth/me')).status).toBe(200);
});

test('every change of an account is on the record with what it was, and none is where nothing changed', async () => {
  const { id, name } = await newAccount({ home_id: project });
  const change = (body: unknown) => admin.patch(`${accounts}/${id}`, { body });
  const to = { name: `renamed ${count}`, description: 'what for', is_enabled: false };
  expect((await change(to)).body).toMatchObject({ name: to.name, state: 'disabled' });
  await change(to);
  await change({});
  const { items, num_total } = (
    await admin.get(`/api/v2/audit-events?target_id=${id}&action=service_account.update`)
  ).body;
  expect(num_total).toBe(1);
  expect(items[0].details).toMatchObject({
    parent_id: project,
    name: { from: name, to: to.name },
    description: { from: '', to: 'what for' },
    is_enabled: { from: true, to: false },
  });
});

test('names differ at one home in more than case, and may be the same at two', async () => {
  const { name } = await newAccount({ name: 'Twin ﬁ', home_id: project });
  expectErrorBody(
    await admin.post(accounts, { body: { name: 'TWIN FI', home_id: project } }),
    'conflict',
  );
  await newAccount({ name, home_id: sibling });
  const { id } = await newAccount({ home_id: project });
  const clash = await admin.patch(`${accounts}/${id}`, { body: { name: 'twin fi' } });
  expectErrorBody(clash, 'conflict');
  expect(clash.body.message).toContain('Twin ﬁ');
});

test('deleting says first what would stop working, and then leaves nothing but the record', async () => {
  const { id, name, token, grants } = await newAccount({
    home_id: project,
    grants: [{ resource_id: env, role_id: envUser.id }],
    token: {},
  });
  const itself = withToken(token.created_token);
  await itself.get('/api/v2/auth/me');
  await made(tokens, { service_account_id: id });
  const tried = await admin.delete(`${accounts}/${id}?dry_run=true`);
  expect([tried.status, tried.body]).toEqual([
    200,
    { dry_run: true, tokens: 2, grants: 1, last_used: tried.body.last_used },
  ]);
  expect((await itself.get('/api/v2/auth/me')).status).toBe(200);
  expect((await admin.delete(`${accounts}/${id}`)).status).toBe(204);
  expectErrorBody(await itself.get('/api/v2/auth/me'), 'token_revoked');
  for (const path of [
    `${accounts}/${id}`,
    `${tokens}?service_account_id=${id}`,
    `${tokens}/${token.id}`,
    `/api/v2/grants/${grants[0].id}`,
  ]) {
    expectErrorBody(await admin.get(path), 'not_found');
  }
  expectErrorBody(await admin.delete(`${accounts}/${id}`), 'not_found');
  expectErrorBody(await admin.post(tokens, { body: { service_account_id: id } }), 'not_found');
  expectErrorBody(await admin.post(`${accounts}/${id}/renew`), 'not_found');
  const [deleted] = (await admin.get(`/api/v2/audit-events?target_id=${id}`)).body.items;
  expect(deleted).toMatchObject({
    action: 'service_account.delete',
    target: { name },
    details: { tokens: 2, grants: 1, parent_id: project },
  });
  const again = await newAccount({ name, home_id: project });
  expect(again.id).not.toBe(id);
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

test('nobody revives an account that can do more than they can', async () => {
  const { id } = await newAccount({
    home_id: project,
    duration: '1d',
    grants: [{ resource_id: project, role_id: projectAdmin.id }],
  });
  const keeper = await personWith(project, {
    permissions: ['service_account.read', 'service_account.update'],
  });
  const change = (body: unknown) => keeper.patch(`${accounts}/${id}`, { body });
  expect((await change({ is_enabled: false, description: 'off' })).status).toBe(200);
  expectErrorBody(await change({ is_enabled: true }), 'beyond_own_rights');
  expectErrorBody(await change({ expires_at: at(2 * day) }), 'beyond_own_rights');
  expectErrorBody(await change({ expires_at: null }), 'beyond_own_rights');
  expect((await change({ expires_at: at(day / 2) })).status).toBe(200);
  expect(
    (await projectAdminPerson.patch(`${accounts}/${id}`, { body: { is_enabled: true } })).status,
  ).toBe(200);
});

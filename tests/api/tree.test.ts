import { afterAll, expect, test } from 'vitest';
import { startTestServer } from '../kit/server.ts';
import { expectErrorBody, expectOk } from './matrix-answers.ts';

const now = Date.parse('2030-03-01T12:00:00.000Z');
const server = await startTestServer({
  clock: () => now,
  env: { KEYWRIGHT_AUTO_ACTIVATE_DOMAINS: 'team.test' },
});
afterAll(() => server.stop());

const admin = await server.as('admin@example.test');
const member = await server.as('mika@team.test');
const memberId = (await member.get('/api/v2/auth/me')).body.User.id;
const defaultOrganization = '00000000-0000-8000-8002-000000000001';
const defaultProject = '00000000-0000-8000-8002-000000000002';
const eventsOf = async (id: string) =>
  (await admin.get(`/api/v2/audit-events?target_id=${id}`)).body.items;

test('a site comes with a default organization and project, which hold envs that name none', async () => {
  const { body: organization } = await admin.get(`/api/v2/organizations/${defaultOrganization}`);
  expect(organization).toMatchObject({ name: 'Default', is_default: true });
  const { body: project } = await admin.get(`/api/v2/projects/${defaultProject}`);
  expect(project).toMatchObject({
    name: 'Default',
    is_default: true,
    organization: { id: defaultOrganization, name: 'Default' },
  });

  const answer = await admin.post('/api/v2/envs', { body: { name: 'production' } });
  expectOk('createEnv', answer);
  expect(answer.body).toEqual({
    id: answer.body.id,
    created_at: '2030-03-01T12:00:00.000Z',
    name: 'production',
    abilities: [
      ...['update', 'delete', 'create_cluster', 'list_grants', 'create_grant'],
      ...['list_deployments', 'create_deployment'],
    ],
    node_selector: null,
    tolerations: null,
    auto_add_new_users: false,
    project_id: defaultProject,
    project: { id: defaultProject, name: 'Default' },
    organization: { id: defaultOrganization, name: 'Default' },
  });
  expect((await admin.get(`/api/v2/envs/${answer.body.id}`)).body).toEqual(answer.body);
});

test('an organization, a project in it and an env in that are made one below the other', async () => {
  const acme = await admin.post('/api/v2/organizations', { body: { name: '  Acme  ' } });
  expectOk('createOrganization', acme);
  expect(acme.body).toMatchObject({ name: 'Acme', is_default: false });
  const shop = await admin.post('/api/v2/projects', {
    body: { name: 'Shop', organization_id: acme.body.id },
  });
  expectOk('createProject', shop);
  expect(shop.body).toMatchObject({
    organization: { id: acme.body.id, name: 'Acme' },
    is_default: false,
    abilities: expect.arrayContaining(['move', 'create_env', 'create_service_account']),
  });
  const env = await admin.post('/api/v2/envs', {
    body: { name: 'staging', project_id: shop.body.id, auto_add_new_users: true },
  });
  expectOk('createEnv', env);
  expect(env.body).toMatchObject({
    auto_add_new_users: true,
    project: { id: shop.body.id, name: 'Shop' },
    organization: { id: acme.body.id, name: 'Acme' },
  });

  expect(await eventsOf(shop.body.id)).toMatchObject([
    { action: 'project.create', details: { parent_id: acme.body.id, parent_name: 'Acme' } },
  ]);
  expect(await eventsOf(env.body.id)).toMatchObject([
    {
      action: 'env.create',
      target: { kind: 'env', name: 'staging' },
      details: { parent_id: shop.body.id, parent_name: 'Shop', auto_add_new_users: true },
    },
  ]);
});

test('whoever makes an organization becomes its first Admin', async () => {
  const { body } = await admin.post('/api/v2/organizations', { body: { name: 'Founded' } });
  const { body: grants } = await admin.get(`/api/v2/grants?resource_id=${body.id}`);
  expect(grants.items).toMatchObject([{ role: { name: 'Admin' }, principal: { kind: 'user' } }]);
});

test('who was granted nothing sees nothing of the tree, and makes nothing in it', async () => {
  for (const path of ['organizations', 'projects', 'envs']) {
    const { body } = await member.get(`/api/v2/${path}`);
    expect(body).toMatchObject({ items: [], num_total: 0 });
  }
  expectErrorBody(await member.get(`/api/v2/projects/${defaultProject}`), 'not_found');
  expectErrorBody(await member.post('/api/v2/envs', { body: { name: 'mine' } }), 'not_found');
  const refused = await member.post('/api/v2/organizations', { body: { name: 'Mine' } });
  expectErrorBody(refused, 'forbidden');
  expect(refused.body.permission).toBe('organization.create');
});

test('who sees an env but may not change it is told what is missing, and where it comes from', async () => {
  const { body: env } = await admin.post('/api/v2/envs', { body: { name: 'seen' } });
  await admin.post('/api/v2/env-user-permissions', {
    body: { env_id: env.id, user_id: memberId, role: 'User' },
  });
  expect((await member.get(`/api/v2/envs/${env.id}`)).body.abilities).toEqual(['list_deployments']);
  const refused = await member.put(`/api/v2/envs/${env.id}`, { body: { name: 'other' } });
  expectErrorBody(refused, 'forbidden');
  expect(refused.body).toMatchObject({
    permission: 'env.update',
    roles: expect.arrayContaining(['Admin (env)', 'Site administrator']),
  });
  expectErrorBody(await member.delete(`/api/v2/envs/${env.id}?dry_run=true`), 'forbidden');
});

test('what is left out or null stays as it is; any other JSON is kept as it came', async () => {
  const { body: env } = await admin.post('/api/v2/envs', { body: { name: 'settings' } });
  const put = async (body: unknown) => {
    const answer = await admin.put(`/api/v2/envs/${env.id}`, { body });
    expectOk('updateEnv', answer);
    const { node_selector, tolerations, auto_add_new_users, name } = answer.body;
    return [node_selector, tolerations, auto_add_new_users, name];
  };
  const selector = { zone: 'a', deep: [1, 'ü\u0000', null, { '': false }] };
  expect(await put({ node_selector: selector })).toEqual([selector, null, false, 'settings']);
  expect(await put({ tolerations: [], auto_add_new_users: true })).toEqual([
    selector,
    [],
    true,
    'settings',
  ]);
  expect(
    await put({ node_selector: null, tolerations: null, auto_add_new_users: null, name: null }),
  ).toEqual([selector, [], true, 'settings']);
  expect(await put({})).toEqual([selector, [], true, 'settings']);
  expect(await put({ node_selector: false, tolerations: 0, name: 'renamed' })).toEqual([
    false,
    0,
    true,
    'renamed',
  ]);
  const { body: stored } = await admin.get(`/api/v2/envs/${env.id}`);
  expect(stored).toMatchObject({ node_selector: false, tolerations: 0, name: 'renamed' });
  const [last] = await eventsOf(env.id);
  expect(last).toMatchObject({
    action: 'env.update',
    details: {
      name: { from: 'settings', to: 'renamed' },
      node_selector: { from: selector, to: false },
      tolerations: { from: [], to: 0 },
    },
  });
  expect(await eventsOf(env.id)).toHaveLength(4);
});

test('JSON of 10,000 characters is kept, and more is refused by the name of its field', async () => {
  const { body: env } = await admin.post('/api/v2/envs', { body: { name: 'long' } });
  const longest = 'x'.repeat(9_998);
  const kept = await admin.put(`/api/v2/envs/${env.id}`, { body: { node_selector: longest } });
  expect(kept.body.node_selector).toBe(longest);
  for (const field of ['node_selector', 'tolerations']) {
    const refused = await admin.put(`/api/v2/envs/${env.id}`, { body: { [field]: `${longest}x` } });
    expectErrorBody(refused, 'invalid_request');
    expect(refused.body.fields).toMatchObject([{ field }]);
  }
  const deep = `{"tolerations":${'['.repeat(40_000)}${']'.repeat(40_000)}}`;
  const headers = { 'content-type': 'application/json' };
  const refused = await admin.put(`/api/v2/envs/${env.id}`, { body: deep, headers });
  expect(refused.status).toBe(400);
});

test('an id of another type, or of nothing, is not there', async () => {
  const { body: env } = await admin.post('/api/v2/envs', { body: { name: 'typed' } });
  for (const id of [crypto.randomUUID(), env.id, defaultOrganization]) {
    expectErrorBody(await admin.get(`/api/v2/projects/${id}`), 'not_found');
    expectErrorBody(
      await admin.patch(`/api/v2/projects/${id}`, { body: { name: 'x' } }),
      'not_found',
    );
    expectErrorBody(await admin.delete(`/api/v2/projects/${id}`), 'not_found');
    expectErrorBody(
      await admin.post('/api/v2/envs', { body: { name: 'x', project_id: id } }),
      'not_found',
    );
    expectErrorBody(await admin.delete(`/api/v2/deployment-kinds/${id}`), 'not_found');
  }
  for (const id of [crypto.randomUUID(), env.id, defaultProject]) {
    expectErrorBody(await admin.get(`/api/v2/organizations/${id}`), 'not_found');
    expectErrorBody(
      await admin.post('/api/v2/projects', { body: { name: 'x', organization_id: id } }),
      'not_found',
    );
  }
  expectErrorBody(await admin.get('/api/v2/envs/nonsense'), 'invalid_request');
});

test('nobody lets new people into an env with more than they could grant', async () => {
  const { body: env } = await admin.post('/api/v2/envs', { body: { name: 'closed' } });
  await admin.post('/api/v2/grants', {
    body: {
      principal_id: memberId,
      resource_id: env.id,
      permissions: ['env.read', 'env.update'],
    },
  });
  const open = { body: { auto_add_new_users: true } };
  const refused = await member.put(`/api/v2/envs/${env.id}`, open);
  expectErrorBody(refused, 'forbidden');
  expect(refused.body.permission).toBe('grant.create');
  const { status } = await member.put(`/api/v2/envs/${env.id}`, { body: { name: 'still closed' } });
  expect(status).toBe(200);

  await admin.post('/api/v2/grants', {
    body: { principal_id: memberId, resource_id: env.id, permissions: ['grant.create'] },
  });
  expectErrorBody(await member.put(`/api/v2/envs/${env.id}`, open), 'beyond_own_rights');
});

import { afterAll, expect, test } from 'vitest';
import { createClient } from '../kit/http-client.ts';
import { startTestServer } from '../kit/server.ts';
import { expectErrorBody, expectOk } from './matrix-answers.ts';

const server = await startTestServer({ env: { KEYWRIGHT_AUTO_ACTIVATE_DOMAINS: 'team.test' } });
afterAll(() => server.stop());

const admin = await server.as('admin@example.test');
const member = await server.as('mika@team.test');
const memberId = (await member.get('/api/v2/auth/me')).body.User.id;
const defaultOrganization = '00000000-0000-8000-8002-000000000001';
const defaultProject = '00000000-0000-8000-8002-000000000002';

async function made(path: string, body: unknown) {
  const answer = await admin.post(`/api/v2/${path}`, { body });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
}

let count = 0;
async function tree() {
  const organization = await made('organizations', { name: `Doomed ${++count}` });
  const project = await made('projects', { name: 'Shop', organization_id: organization.id });
  const envs = [
    await made('envs', { name: 'production', project_id: project.id }),
    await made('envs', { name: 'staging', project_id: project.id }),
  ];
  return { organization, project, envs };
}

test('deleting an organization says first what goes with it, and takes exactly that', async () => {
  const { organization, project, envs } = await tree();
  const [production, staging] = envs;
  await made('roles', { name: 'Rule', home_id: project.id, permissions: ['env.read'] });
  const account = await made('service-accounts', {
    name: 'deployer',
    home_id: organization.id,
    token: {},
  });
  const token = JSON.stringify(account).match(/kwb_[\w-]+\.[\w-]+/)?.[0] ?? '';
  const bot = createClient(server.url, { headers: { 'x-platz-token': token } });
  expect((await bot.get('/api/v2/auth/me')).status).toBe(200);
  await made('env-user-permissions', { env_id: production.id, user_id: memberId, role: 'User' });

  const path = `/api/v2/organizations/${organization.id}`;
  const tried = await admin.delete(`${path}?dry_run=true`);
  expect(tried.status).toBe(200);
  expect(tried.body).toMatchObject({
    dry_run: true,
    resources: [
      { type: 'env', count: 2 },
      { type: 'organization', count: 1 },
      { type: 'project', count: 1 },
    ],
    service_accounts: 1,
    tokens: 1,
    roles: 1,
    grants: 2,
  });
  expect(tried.body.examples).toHaveLength(4);
  expect(tried.body.examples).toContainEqual({ type: 'env', id: staging.id, name: 'staging' });
  expect((await admin.get(path)).status).toBe(200);

  expectOk('deleteOrganization', await admin.delete(path));
  for (const gone of [
    path,
    `/api/v2/projects/${project.id}`,
    `/api/v2/envs/${staging.id}`,
    `/api/v2/envs/${production.id}`,
  ]) {
    expectErrorBody(await admin.get(gone), 'not_found');
  }
  expect((await member.get('/api/v2/envs')).body.num_total).toBe(0);
  expect((await bot.get('/api/v2/auth/me')).status).toBe(401);
  const { body: events } = await admin.get(`/api/v2/audit-events?target_id=${organization.id}`);
  expect(events.items[0]).toMatchObject({
    action: 'organization.delete',
    target: { kind: 'organization', name: organization.name },
    details: { resources: 4, service_accounts: 1, tokens: 1, grants: 2 },
  });
  // Its name is free again, and what is made under it is another.
  const again = await made('organizations', { name: organization.name });
  expect(again.id).not.toBe(organization.id);
});

test('deleting a project or an env leaves what stands beside it', async () => {
  const { organization, project, envs } = await tree();
  const [production, staging] = envs;
  await made('env-user-permissions', { env_id: production.id, user_id: memberId, role: 'User' });
  const tried = await admin.delete(`/api/v2/envs/${production.id}?dry_run=true`);
  expect(tried.body).toMatchObject({ resources: [{ type: 'env', count: 1 }], grants: 1, roles: 0 });
  expectOk('deleteEnv', await admin.delete(`/api/v2/envs/${production.id}`));
  expectErrorBody(await admin.delete(`/api/v2/envs/${production.id}`), 'not_found');
  expect((await admin.get(`/api/v2/envs/${staging.id}`)).status).toBe(200);
  const { body: events } = await admin.get(`/api/v2/audit-events?target_id=${production.id}`);
  expect(events.items[0]).toMatchObject({
    action: 'env.delete',
    details: { parent_id: project.id, parent_name: 'Shop', resources: 1, grants: 1 },
  });

  expectOk('deleteProject', await admin.delete(`/api/v2/projects/${project.id}`));
  expectErrorBody(await admin.get(`/api/v2/envs/${staging.id}`), 'not_found');
  expect((await admin.get(`/api/v2/organizations/${organization.id}`)).status).toBe(200);
});

test('the default organization and project stay, and can be renamed', async () => {
  for (const [path, name] of [
    [`/api/v2/organizations/${defaultOrganization}`, 'Main'],
    [`/api/v2/projects/${defaultProject}`, 'Main'],
  ] as const) {
    for (const query of ['', '?dry_run=true']) {
      const refused = await admin.delete(path + query);
      expectErrorBody(refused, 'conflict');
      expect(refused.body.message).toMatch(/default (organization|project)/);
    }
    const renamed = await admin.patch(path, { body: { name } });
    expect(renamed.body).toMatchObject({ name, is_default: true });
    expect(renamed.body.abilities).not.toContain('delete');
  }
});

test('what is made in a project that is deleted at that moment goes with it, or is refused', async () => {
  for (let round = 0; round < 4; round++) {
    const { organization, project } = await tree();
    const deleted = round % 2 ? `organizations/${organization.id}` : `projects/${project.id}`;
    const [first, gone, last, account] = await Promise.all([
      admin.post('/api/v2/envs', { body: { name: 'first', project_id: project.id } }),
      admin.delete(`/api/v2/${deleted}`),
      admin.post('/api/v2/envs', { body: { name: 'last', project_id: project.id } }),
      admin.post('/api/v2/service-accounts', { body: { name: 'late', home_id: project.id } }),
    ]);
    expect(gone.status).toBe(204);
    for (const made of [first, last]) {
      expect([201, 404]).toContain(made.status);
      if (made.status === 201) {
        expectErrorBody(await admin.get(`/api/v2/envs/${made.body.id}`), 'not_found');
      }
    }
    expect([201, 400, 404]).toContain(account.status);
    const { body } = await admin.get(`/api/v2/service-accounts?search=late`);
    expect(body.num_total).toBe(0);
  }
});

test('of several who delete the same at once, one does and the others are told', async () => {
  const { organization, project, envs } = await tree();
  const answers = await Promise.all([
    admin.delete(`/api/v2/organizations/${organization.id}`),
    admin.delete(`/api/v2/organizations/${organization.id}`),
    admin.delete(`/api/v2/projects/${project.id}`),
    admin.delete(`/api/v2/envs/${envs[0].id}`),
  ]);
  expect(
    answers
      .slice(0, 2)
      .map(({ status }) => status)
      .sort(),
  ).toEqual([204, 404]);
  for (const { status } of answers) expect([204, 404]).toContain(status);
});

test('people see all deployment kinds; a service account sees them once it holds anything', async () => {
  const kind = await made('deployment-kinds', { name: 'Web' });
  expect(kind.abilities).toEqual(['update', 'delete']);
  const { body: seen } = await member.get('/api/v2/deployment-kinds?name=we');
  expect(seen.items).toMatchObject([{ id: kind.id, name: 'Web', abilities: [] }]);
  const refused = await member.put(`/api/v2/deployment-kinds/${kind.id}`, { body: { name: 'x' } });
  expectErrorBody(refused, 'forbidden');

  const account = await made('service-accounts', { name: 'watcher', token: {} });
  const token = JSON.stringify(account).match(/kwb_[\w-]+\.[\w-]+/)?.[0] ?? '';
  const bot = createClient(server.url, { headers: { 'x-platz-token': token } });
  expect((await bot.get('/api/v2/deployment-kinds')).body.num_total).toBe(0);
  expectErrorBody(await bot.get(`/api/v2/deployment-kinds/${kind.id}`), 'not_found');
  expectErrorBody(
    await bot.put(`/api/v2/deployment-kinds/${kind.id}`, { body: { name: 'x' } }),
    'not_found',
  );
  const { body: env } = await admin.post('/api/v2/envs', { body: { name: 'watched' } });
  await made('env-user-permissions', { env_id: env.id, bot_id: account.id, role: 'User' });
  expect((await bot.get('/api/v2/deployment-kinds')).body.num_total).toBe(1);
  expect((await bot.get(`/api/v2/deployment-kinds/${kind.id}`)).body.name).toBe('Web');
});

test('a deployment kind goes with the grants for it, and says so first', async () => {
  const kind = await made('deployment-kinds', { name: 'Cron' });
  const env = await made('envs', { name: 'of kinds' });
  const ofKind = { env_id: env.id, user_id: memberId, kind_id: kind.id, role: 'Owner' };
  await made('deployment-permissions', ofKind);
  const path = `/api/v2/deployment-kinds/${kind.id}`;
  const tried = await admin.delete(`${path}?dry_run=true`);
  expect(tried.body).toMatchObject({
    resources: [{ type: 'deployment_kind', count: 1 }],
    examples: [{ id: kind.id }],
    grants: 1,
  });
  expectOk('deleteDeploymentKind', await admin.delete(path));
  const { body: grants } = await admin.get(`/api/v2/grants?resource_id=${env.id}`);
  expect(grants.num_total).toBe(0);
  const { body: events } = await admin.get(`/api/v2/audit-events?target_id=${kind.id}`);
  expect(events.items[0]).toMatchObject({
    action: 'deployment_kind.delete',
    details: { grants: 1 },
  });
});

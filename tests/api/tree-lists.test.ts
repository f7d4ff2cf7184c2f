import { afterAll, expect, test } from 'vitest';
import type { Client } from '../kit/http-client.ts';
import { startTestServer } from '../kit/server.ts';
import { expectErrorBody, expectOk } from './matrix-answers.ts';

let now = Date.parse('2030-03-01T12:00:00.000Z');
const server = await startTestServer({
  clock: () => now,
  env: { KEYWRIGHT_AUTO_ACTIVATE_DOMAINS: 'team.test' },
});
afterAll(() => server.stop());

const admin = await server.as('admin@example.test');
async function made(path: string, body: unknown) {
  const answer = await admin.post(`/api/v2/${path}`, { body });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
}
let people = 0;
async function somebody(): Promise<{ client: Client; id: string }> {
  const client = await server.as(`person-${++people}@team.test`);
  return { client, id: (await client.get('/api/v2/auth/me')).body.User.id };
}
async function names(client: Client, path: string): Promise<string[]> {
  const { body } = await client.get(`/api/v2/${path}`);
  expect(body.num_total).toBe(body.items.length);
  return body.items.map((one: { name: string }) => one.name);
}

const acme = await made('organizations', { name: 'Acme' });
const zeta = await made('organizations', { name: 'zeta' });
const shop = await made('projects', { name: 'Shop', organization_id: acme.id });
const blog = await made('projects', { name: 'Blog', organization_id: acme.id });
const far = await made('projects', { name: 'Far', organization_id: zeta.id });
const env = (name: string, project: { id: string }) =>
  made('envs', { name, project_id: project.id });
const shopProd = await env('shop production', shop);
const shopTest = await env('shop test', shop);
await env('Blog Production', blog);
const farProd = await env('far production', far);

const listing = ['organization.list', 'project.list', 'env.list'];

test('a grant opens what stands on it and below it, and what is below twice is listed once', async () => {
  const { client, id } = await somebody();
  const grant = (resource: { id: string }, permissions: string[], more = {}) =>
    made('grants', { principal_id: id, resource_id: resource.id, permissions, ...more });
  expect(await names(client, 'envs')).toEqual([]);

  await grant(shopProd, ['env.list']);
  expect(await names(client, 'envs')).toEqual(['shop production']);
  expect(await names(client, 'projects')).toEqual([]);

  await grant(shop, listing);
  await grant(farProd, ['env.list']);
  expect(await names(client, 'envs')).toEqual(['far production', 'shop production', 'shop test']);
  expect(await names(client, 'projects')).toEqual(['Shop']);
  expect(await names(client, 'organizations')).toEqual([]);

  await grant(acme, listing);
  expect(await names(client, 'envs')).toEqual([
    'Blog Production',
    'far production',
    'shop production',
    'shop test',
  ]);
  expect(await names(client, 'projects')).toEqual(['Blog', 'Shop']);
  expect(await names(client, 'organizations')).toEqual(['Acme']);
  // With a filter, and page by page, by the same rule.
  expect(await names(client, 'envs?name=PRODUCTION')).toEqual([
    'Blog Production',
    'far production',
    'shop production',
  ]);
  expect(await names(client, `envs?organization_id=${zeta.id}`)).toEqual(['far production']);
  const { body } = await client.get('/api/v2/envs?per_page=1&page=3');
  expect(body).toMatchObject({ num_total: 4, items: [{ name: 'shop production' }] });
});

test('a grant on the site opens all; one for another permission, of a kind or ended opens nothing', async () => {
  const kind = await made('deployment-kinds', { name: 'Web' });
  const { client, id } = await somebody();
  await made('grants', { principal_id: id, resource_id: shop.id, permissions: ['env.read'] });
  await made('deployment-permissions', {
    env_id: shopTest.id,
    user_id: id,
    kind_id: kind.id,
    role: 'Owner',
  });
  await made('grants', {
    principal_id: id,
    resource_id: farProd.id,
    permissions: ['env.list'],
    ends_at: '2030-03-01T13:00:00Z',
  });
  expect(await names(client, 'envs')).toEqual(['far production']);
  now += 3_600_000;
  expect(await names(client, 'envs')).toEqual([]);
  const site = '00000000-0000-0000-0000-000000000000';
  await made('grants', { principal_id: id, resource_id: site, permissions: listing });
  expect(await names(client, 'envs')).toHaveLength(4);
  expect(await names(client, 'organizations')).toEqual(['Acme', 'Default', 'zeta']);
});

test('lists are narrowed by what they are asked, and keep to the form of the table', async () => {
  const answer = await admin.get('/api/v2/envs');
  expectOk('listEnvs', answer);
  expectOk('listProjects', await admin.get('/api/v2/projects'));
  expectOk('listOrganizations', await admin.get('/api/v2/organizations'));
  expectOk('listDeploymentKinds', await admin.get('/api/v2/deployment-kinds'));
  expect(await names(admin, `envs?project_id=${shop.id}`)).toEqual([
    'shop production',
    'shop test',
  ]);
  expect(await names(admin, `envs?project_id=${shop.id}&organization_id=${zeta.id}`)).toEqual([]);
  const letIn = (auto_add_new_users: boolean) =>
    admin.put(`/api/v2/envs/${shopTest.id}`, { body: { auto_add_new_users } });
  await letIn(true);
  expect(await names(admin, 'envs?auto_add_new_users=true')).toEqual(['shop test']);
  expect(await names(admin, 'envs?auto_add_new_users=false')).toHaveLength(3);
  await letIn(false);
  expect(await names(admin, 'envs?auto_add_new_users=true')).toEqual([]);
  expect(await names(admin, 'envs?name=Og%20p')).toEqual(['Blog Production']);
  expect(await names(admin, 'envs?name=st')).toEqual(['shop test']);
  expect(await names(admin, 'envs?name=')).toHaveLength(4);
  // Not the names of other types.
  expect(await names(admin, 'projects?name=production')).toEqual([]);
  expect(await names(admin, `projects?organization_id=${acme.id}`)).toEqual(['Blog', 'Shop']);
  expect(await names(admin, `projects?organization_id=${crypto.randomUUID()}`)).toEqual([]);
  const wrong = await admin.get('/api/v2/envs?project_id=x&auto_add_new_users=maybe');
  expectErrorBody(wrong, 'invalid_request');
});

test('each row says what the caller may do to it', async () => {
  const { client, id } = await somebody();
  await made('env-user-permissions', { env_id: shopProd.id, user_id: id, role: 'Admin' });
  await made('env-user-permissions', { env_id: shopTest.id, user_id: id, role: 'User' });
  const { body } = await client.get('/api/v2/envs');
  expect(body.items.map((one: { abilities: string[] }) => one.abilities)).toEqual([
    [
      ...['update', 'delete', 'create_cluster', 'list_grants', 'create_grant'],
      ...['list_deployments', 'create_deployment'],
    ],
    ['list_deployments'],
  ]);
});

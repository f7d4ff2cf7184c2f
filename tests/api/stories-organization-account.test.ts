import { builtInRoles } from '@keywright/contract';
import { afterAll, expect, test } from 'vitest';
import { createClient } from '../kit/http-client.ts';
import { startTestServer } from '../kit/server.ts';
import { made } from './made.ts';
import { expectErrorBody } from './matrix-answers.ts';

const server = await startTestServer({ env: { KEYWRIGHT_AUTO_ACTIVATE_DOMAINS: 'team.test' } });
afterAll(() => server.stop());
const admin = await server.as('admin@example.test');

const make = (path: string, body: object) => made(admin.post(`/api/v2/${path}`, { body }));

const acme = await make('organizations', { name: 'acme' });
const projectOf = async (name: string) => {
  const project = await make('projects', { name, organization_id: acme.id });
  const env = await make('envs', { name: `${name} production`, project_id: project.id });
  return { id: project.id as string, env: env.id as string };
};
const run = await projectOf('run');
const look = await projectOf('look');
const closed = await projectOf('closed');

const lead = await server.as('lead@team.test');
const { body: profile } = await lead.get('/api/v2/profile');
await make('grants', {
  principal_id: profile.principal.id,
  role_id: builtInRoles.organizationAdmin.id,
  resource_id: acme.id,
});

// All of the rest is done by the organization's Admin, who is nobody at the site.
const readOnly = await made(
  lead.post('/api/v2/roles', {
    body: {
      name: 'Read only',
      home_id: acme.id,
      permissions: ['project.read', 'project.list', 'env.read', 'env.list'],
    },
  }),
);
const account = await made(
  lead.post('/api/v2/service-accounts', {
    body: {
      name: 'integration',
      home_id: acme.id,
      grants: [
        { resource_id: run.id, role_id: builtInRoles.projectAdmin.id },
        { resource_id: look.id, role_id: readOnly.id },
      ],
      token: { name: 'first', duration: '30d' },
    },
  }),
);
const client = createClient(server.url, {
  headers: { 'x-platz-token': account.token.created_token },
});

const namesOf = async (path: string) =>
  (await client.get(`/api/v2/${path}`)).body.items.map(({ name }: { name: string }) => name);

test('it lists the two projects it was let into, and their envs', async () => {
  expect(await namesOf('projects')).toEqual(['look', 'run']);
  expect(await namesOf('envs')).toEqual(['look production', 'run production']);
  // It is at home in the organization, and sees it no more than that.
  expect(await namesOf('organizations')).toEqual([]);
  expectErrorBody(await client.get(`/api/v2/organizations/${acme.id}`), 'not_found');
});

test('as Admin of the first it makes, changes and deletes below it, and lets others in', async () => {
  const found = await client.get(`/api/v2/projects/${run.id}`);
  expect(found.body.abilities).toEqual(
    expect.arrayContaining(['update', 'delete', 'create_env', 'create_grant', 'create_role']),
  );
  expect(found.body.abilities).not.toContain('move');
  const body = { name: 'preview', project_id: run.id };
  const env = await made(client.post('/api/v2/envs', { body }));
  const renamed = await client.put(`/api/v2/envs/${env.id}`, { body: { name: 'preview 2' } });
  expect(renamed.body).toMatchObject({ id: env.id, name: 'preview 2' });
  const helper = await made(
    client.post('/api/v2/service-accounts', {
      body: {
        ...{ name: 'helper', home_id: run.id, token: {} },
        grants: [{ resource_id: env.id, role_id: builtInRoles.envUser.id }],
      },
    }),
  );
  expect(helper.created_by).toMatchObject({ id: account.id, name: 'integration' });
  expect((await client.delete(`/api/v2/service-accounts/${helper.id}`)).status).toBe(204);
  expect((await client.delete(`/api/v2/envs/${env.id}`)).status).toBe(204);
});

test('in the second it reads, and is told what it is missing', async () => {
  expect((await client.get(`/api/v2/projects/${look.id}`)).body).toMatchObject({ abilities: [] });
  expect((await client.get(`/api/v2/envs/${look.env}`)).body).toMatchObject({ abilities: [] });
  const attempts = [
    [await client.put(`/api/v2/envs/${look.env}`, { body: { name: 'x' } }), 'env.update'],
    [await client.delete(`/api/v2/envs/${look.env}`), 'env.delete'],
    [await client.post('/api/v2/envs', { body: { name: 'x', project_id: look.id } }), 'env.create'],
    [await client.patch(`/api/v2/projects/${look.id}`, { body: { name: 'x' } }), 'project.update'],
    [await client.get(`/api/v2/members?resource_id=${look.id}`), 'project.list_members'],
  ] as const;
  for (const [answer, permission] of attempts) {
    expectErrorBody(answer, 'forbidden');
    expect(answer.body).toMatchObject({
      permission,
      roles: expect.arrayContaining(['Admin (project)', 'Site administrator']),
    });
  }
});

test('of the third it learns nothing: every answer is that of a project that is not there', async () => {
  const nowhere = crypto.randomUUID();
  const ask = [
    (id: string) => client.get(`/api/v2/projects/${id}`),
    (id: string) => client.patch(`/api/v2/projects/${id}`, { body: { name: 'x' } }),
    (id: string) => client.delete(`/api/v2/projects/${id}`),
    (id: string) => client.post('/api/v2/envs', { body: { name: 'x', project_id: id } }),
    (id: string) => client.get(`/api/v2/members?resource_id=${id}`),
    (id: string) => client.get(`/api/v2/access?permission=env.read&resource=${id}`),
    (id: string) => client.post('/api/v2/service-accounts', { body: { name: 'x', home_id: id } }),
  ];
  for (const one of ask) {
    const hidden = await one(closed.id);
    const missing = await one(nowhere);
    expectErrorBody(hidden, 'not_found');
    const { request_id: _, ...said } = hidden.body;
    const { request_id: __, ...saidOfNothing } = missing.body;
    expect(said).toEqual(saidOfNothing);
  }
  for (const way of ['get', 'delete'] as const) {
    expectErrorBody(await client[way](`/api/v2/envs/${closed.env}`), 'not_found');
  }
  expect(await namesOf(`envs?project_id=${closed.id}`)).toEqual([]);
  expect(await namesOf(`projects?name=closed`)).toEqual([]);
});

test('it explains to itself why', async () => {
  const why = async (permission: string, resource: string) =>
    (await client.get(`/api/v2/access?permission=${permission}&resource=${resource}`)).body;
  expect(await why('env.delete', run.env)).toMatchObject({
    allowed: true,
    reasons: [{ via: 'grant', role: { name: 'Admin' }, inherited: true }],
  });
  expect(await why('env.read', look.env)).toMatchObject({
    allowed: true,
    reasons: [{ via: 'grant', role: { name: 'Read only' }, resource: { id: look.id } }],
  });
  expect(await why('env.delete', look.env)).toMatchObject({
    allowed: false,
    reasons: [],
    denial: { because: 'no_grant' },
  });
});

test('disabled it is refused, enabled it is as it was', async () => {
  const path = `/api/v2/service-accounts/${account.id}`;
  expect((await lead.patch(path, { body: { is_enabled: false } })).status).toBe(200);
  expectErrorBody(await client.get('/api/v2/projects'), 'principal_inactive');
  expect((await lead.patch(path, { body: { is_enabled: true } })).status).toBe(200);
  expect(await namesOf('projects')).toEqual(['look', 'run']);
});

import { builtInRoles } from '@keywright/contract';
import { afterAll, expect, test } from 'vitest';
import { startTestServer } from '../kit/server.ts';
import { expectErrorBody, expectOk } from './matrix-answers.ts';

const server = await startTestServer({ env: { KEYWRIGHT_AUTO_ACTIVATE_DOMAINS: 'team.test' } });
afterAll(() => server.stop());

const admin = await server.as('admin@example.test');
const mover = await server.as('mover@team.test');
const moverId = (await mover.get('/api/v2/auth/me')).body.User.id;
const defaultOrganization = '00000000-0000-8000-8002-000000000001';
const organizationAdmin = builtInRoles.organizationAdmin.id;
const defaultProject = '00000000-0000-8000-8002-000000000002';

async function made(path: string, body: unknown): Promise<{ id: string; name: string }> {
  const answer = await admin.post(`/api/v2/${path}`, { body });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
}

let count = 0;
/** Two organizations, and a project with an env in the first. */
async function scene() {
  const at = ++count;
  const from = await made('organizations', { name: `From ${at}` });
  const to = await made('organizations', { name: `To ${at}` });
  const project = await made('projects', { name: `Shop ${at}`, organization_id: from.id });
  const env = await made('envs', { name: 'production', project_id: project.id });
  return { from, to, project, env };
}

const move = (id: string, organizationId: string, { by = admin, query = '' } = {}) =>
  by.post(`/api/v2/projects/${id}/move${query}`, { body: { organization_id: organizationId } });
const grant = (body: Record<string, unknown>) => made('grants', body);

test('a project moves with all below it, and is on record with where it was and where it is', async () => {
  const { from, to, project, env } = await scene();
  const answer = await move(project.id, to.id);
  expectOk('moveProject', answer);
  expect(answer.body.organization).toEqual({ id: to.id, name: to.name });
  const { body: moved } = await admin.get(`/api/v2/envs/${env.id}`);
  expect(moved).toMatchObject({ project_id: project.id, organization: { id: to.id } });
  const listed = async (id: string) =>
    (await admin.get(`/api/v2/envs?organization_id=${id}`)).body.num_total;
  expect([await listed(from.id), await listed(to.id)]).toEqual([0, 1]);
  const { body: events } = await admin.get(`/api/v2/audit-events?target_id=${project.id}`);
  expect(events.items[0]).toMatchObject({
    action: 'project.move',
    details: { from: from.name, to: to.name, to_id: to.id, grants_lost: 0 },
  });
  // Back where it came from, and then where it is already: that changes nothing.
  expect((await move(project.id, from.id)).status).toBe(200);
  expect((await move(project.id, from.id)).status).toBe(200);
  const { body: after } = await admin.get(`/api/v2/audit-events?target_id=${project.id}`);
  expect(after.num_total).toBe(3);
});

test('what is lost by a move is said before, and is what is lost', async () => {
  const { from, to, project, env } = await scene();
  const role = await made('roles', {
    name: 'House rule',
    home_id: from.id,
    permissions: ['env.read', 'env.list'],
  });
  const account = await made('service-accounts', { name: 'of-from', home_id: from.id });
  const local = await made('service-accounts', { name: 'of-shop', home_id: project.id });
  const list = { permissions: ['env.read', 'env.list'] };
  await grant({ principal_id: moverId, resource_id: env.id, role_id: role.id });
  await grant({ principal_id: account.id, resource_id: project.id, ...list });
  await grant({ principal_id: local.id, resource_id: env.id, ...list });
  await grant({ principal_id: moverId, resource_id: project.id, permissions: ['project.read'] });
  // Not inside the project: it stays, and is no loss.
  await grant({ principal_id: account.id, resource_id: from.id, ...list });

  const tried = await move(project.id, to.id, { query: '?dry_run=true' });
  expect(tried.status).toBe(200);
  expect(tried.body).toMatchObject({
    dry_run: true,
    from: { type: 'organization', id: from.id, name: from.name },
    to: { type: 'organization', id: to.id, name: to.name },
    lost_grants: { count: 2 },
    gains: [{ principal: { kind: 'user' }, role: 'Admin' }],
    loses: [
      { principal: { kind: 'service_account', id: account.id, name: 'of-from' } },
      { principal: { kind: 'user' }, role: 'Admin' },
    ],
  });
  const because = Object.fromEntries(
    tried.body.lost_grants.items.map((one: { principal: { id: string }; because: string }) => [
      one.principal.id,
      one.because,
    ]),
  );
  expect(because).toEqual({ [moverId]: 'role_stays', [account.id]: 'account_stays' });
  const within = async () =>
    (await admin.get(`/api/v2/grants?within=${project.id}`)).body.items.map(
      (one: { principal: { id: string }; role: unknown }) => one.principal.id,
    );
  expect(await within()).toHaveLength(4);

  expect((await move(project.id, to.id)).status).toBe(200);
  expect((await within()).sort()).toEqual([local.id, moverId].sort());
  const { body: events } = await admin.get(`/api/v2/audit-events?target_id=${project.id}`);
  expect(events.items[0].details).toMatchObject({ grants_lost: 2 });
  const { body: home } = await admin.get(`/api/v2/service-accounts/${local.id}`);
  expect(home.home).toMatchObject({ id: project.id });
});

test('it needs project.move on the project and project.create on the organization it comes to', async () => {
  const { from, to, project } = await scene();
  expectErrorBody(await move(project.id, to.id, { by: mover }), 'not_found');
  await grant({ principal_id: moverId, resource_id: project.id, permissions: ['project.read'] });
  const unmoved = await move(project.id, to.id, { by: mover });
  expectErrorBody(unmoved, 'forbidden');
  expect(unmoved.body.permission).toBe('project.move');

  await grant({ principal_id: moverId, resource_id: from.id, permissions: ['project.move'] });
  expectErrorBody(await move(project.id, to.id, { by: mover }), 'not_found');
  await grant({ principal_id: moverId, resource_id: to.id, permissions: ['organization.read'] });
  for (const query of ['', '?dry_run=true']) {
    const refused = await move(project.id, to.id, { by: mover, query });
    expectErrorBody(refused, 'forbidden');
    expect(refused.body.permission).toBe('project.create');
  }
  await grant({ principal_id: moverId, resource_id: to.id, permissions: ['project.create'] });
  // Whoever made that organization is its Admin, and would be of the project, too.
  for (const query of ['', '?dry_run=true']) {
    expectErrorBody(await move(project.id, to.id, { by: mover, query }), 'beyond_own_rights');
  }
  await grant({ principal_id: moverId, resource_id: from.id, role_id: organizationAdmin });
  expect((await move(project.id, to.id, { by: mover })).status).toBe(200);
});

test('who may only move a project does not come to own it by moving it below their own organization', async () => {
  const { to, project, env } = await scene();
  const thief = await server.as(`thief-${count}@team.test`);
  const { id } = (await thief.get('/api/v2/auth/me')).body.User;
  const narrow = { permissions: ['project.move', 'project.read'] };
  await grant({ principal_id: id, resource_id: project.id, ...narrow });
  await grant({ principal_id: id, resource_id: to.id, role_id: organizationAdmin });
  const refused = await move(project.id, to.id, { by: thief });
  expectErrorBody(refused, 'beyond_own_rights');
  expect(refused.body.message).toContain(refused.body.permission);
  expectErrorBody(await thief.get(`/api/v2/envs/${env.id}`), 'not_found');
});

test('a project moves into no project, no env, not into itself and not to nowhere', async () => {
  const { project, env } = await scene();
  for (const id of [project.id, env.id, defaultProject, crypto.randomUUID()]) {
    for (const query of ['', '?dry_run=true']) {
      expectErrorBody(await move(project.id, id, { query }), 'not_found');
    }
  }
  expectErrorBody(await move(env.id, defaultOrganization), 'not_found');
  expect((await move(project.id, 'nowhere')).status).toBe(400);
});

test('the default project stays where it is', async () => {
  const { to } = await scene();
  const refused = await move(defaultProject, to.id);
  expectErrorBody(refused, 'conflict');
  const { body } = await admin.get(`/api/v2/projects/${defaultProject}`);
  expect(body.abilities).not.toContain('move');
});

test('a project keeps out of an organization that has one of its name', async () => {
  const { to, project, from } = await scene();
  await made('projects', { name: project.name.toUpperCase(), organization_id: to.id });
  const refused = await move(project.id, to.id);
  expectErrorBody(refused, 'conflict');
  expect(refused.body.message).toContain(project.name.toUpperCase());
  const { body } = await admin.get(`/api/v2/projects/${project.id}`);
  expect(body.organization.id).toBe(from.id);
});

test('of two moves of one project at once, and a deletion of where it goes, none is half done', async () => {
  const { from, to, project, env } = await scene();
  const other = await made('organizations', { name: `Other ${count}` });
  const answers = await Promise.all([
    move(project.id, to.id),
    move(project.id, other.id),
    admin.delete(`/api/v2/organizations/${other.id}`),
  ]);
  for (const { status } of answers) expect([200, 204, 404]).toContain(status);
  const { body, status } = await admin.get(`/api/v2/projects/${project.id}`);
  const { body: child, status: childStatus } = await admin.get(`/api/v2/envs/${env.id}`);
  expect(childStatus).toBe(status);
  if (status === 200) expect(child.organization).toEqual(body.organization);
  expect(body.organization?.id).not.toBe(from.id);
});

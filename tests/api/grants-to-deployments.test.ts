import { builtInRoles } from '@keywright/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Client } from '../kit/http-client.ts';
import { expectErrorBody } from './matrix-answers.ts';
import { type Runner, type RunnerSite, runnerSite } from './runner-kit.ts';

const { envUser, envAdmin, deploymentMaintainer, projectMember } = builtInRoles;

let site: RunnerSite;
let runner: Runner;
/** The caller and what it calls. */
let caller: { id: string; itself: Client };
let target: string;
let envName: string;

beforeAll(async () => {
  site = await runnerSite();
  runner = await site.runner();
  const id = await site.deploy(runner.cluster, { name: 'Caller' });
  target = await site.deploy(runner.cluster, { name: 'Target' });
  await runner.work();
  const issued = await runner.tokenFor(id);
  caller = { id, itself: site.withToken(issued.body.access_token) };
  envName = (await site.deployment(id)).env.name;
});
afterAll(() => site.server.stop());

const give = (body: object, by: Client = site.admin) => by.post('/api/v2/grants', { body });
const maintains = (principal_id: string, more: object = {}) => ({
  ...{ principal_id, resource_id: site.env, role_id: deploymentMaintainer.id },
  ...{ kind_id: site.kind, ...more },
});
const idOf = async (by: Client): Promise<string> => (await by.get('/api/v2/auth/me')).body.User.id;
const takeBack = (id: string) => site.admin.delete(`/api/v2/grants/${id}`);
const nobody = (email = 'nobody@team.test') => site.server.as({ email, picture: 'none' });

describe('a grant to a deployment', () => {
  test('lets it do what was granted, and nothing more', async () => {
    expectErrorBody(await caller.itself.get(`/api/v2/deployments/${target}`), 'not_found');
    const grant = await give(maintains(caller.id));
    expect(grant.status, JSON.stringify(grant.body)).toBe(201);
    expect(grant.body.principal).toEqual({ kind: 'deployment', id: caller.id, name: 'Caller' });
    const task = await site.invoke(target, {}, caller.itself);
    expect(task).toMatchObject({ acting_deployment_id: caller.id, acting_user_id: null });
    expectErrorBody(await caller.itself.delete(`/api/v2/deployments/${target}`), 'forbidden');
    await takeBack(grant.body.id);
    expectErrorBody(await caller.itself.get(`/api/v2/deployments/${target}`), 'not_found');
    await runner.work();
  });

  test('is of a role or a bare list, once each', async () => {
    const list = { principal_id: caller.id, resource_id: site.project, permissions: ['env.read'] };
    const answers = await Promise.all([give(list), give(list), give(list)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    expect((await caller.itself.get(`/api/v2/envs/${site.env}`)).status).toBe(200);
    const made = answers.find(({ status }) => status === 201)?.body;
    expectErrorBody(await give({ ...list, permissions: ['env.nothing'] }), 'invalid_request');
    await takeBack(made.id);
  });

  test('holds inside its project alone', async () => {
    const { organization } = (await site.admin.get(`/api/v2/projects/${site.project}`)).body;
    const role = { role_id: projectMember.id };
    const inside = { principal_id: caller.id, resource_id: site.project, ...role };
    const made = await give(inside);
    expect(made.status).toBe(201);
    await takeBack(made.body.id);
    const elsewhere = await site.made('projects', {
      ...{ name: 'elsewhere', organization_id: organization.id },
    });
    for (const resource_id of [elsewhere.id, organization.id]) {
      const list = { principal_id: caller.id, resource_id, permissions: ['env.read'] };
      const refused = await give(list);
      expectErrorBody(refused, 'invalid_request');
      expect(refused.body.message).toContain('inside the project');
    }
  });

  test('is given by who holds it themselves, and knows of the deployment', async () => {
    const admin = await site.person(site.env, 'envAdmin');
    const given = await give(maintains(caller.id), admin);
    expect(given.status).toBe(201);
    await takeBack(given.body.id);
    const role = await site.made('roles', {
      ...{ name: 'granter', home_id: site.project, permissions: ['grant.create', 'env.read'] },
    });
    const granter = await nobody('granter@team.test');
    const principal_id = await idOf(granter);
    await give({ principal_id, resource_id: site.env, role_id: role.id });
    const beyond = await give(maintains(caller.id), granter);
    expectErrorBody(beyond, 'beyond_own_rights');
    // Of another env of the project they know nothing, so neither of what stands there.
    const env = await site.made('envs', { name: 'closed', project_id: site.project });
    const stranger = await nobody('env-admin@team.test');
    const role_id = envAdmin.id;
    await give({ principal_id: await idOf(stranger), resource_id: env.id, role_id });
    const unseen = { principal_id: caller.id, resource_id: env.id, role_id: envUser.id };
    const hidden = await give(unseen, stranger);
    expectErrorBody(hidden, 'not_found');
    expect(hidden.body.message).toMatch(/^principal_id: /);
  });

  test('is in neither of Platz’s lists', async () => {
    const grants = [
      await give(maintains(caller.id)),
      await give({ principal_id: caller.id, resource_id: site.env, role_id: envUser.id }),
    ];
    expect(grants.map(({ status }) => status)).toEqual([201, 201]);
    for (const list of ['deployment-permissions', 'env-user-permissions']) {
      for (const query of ['', `?env_id=${site.env}`, '?with_bots=true', `?bot_id=${caller.id}`]) {
        const { status, body } = await site.admin.get(`/api/v2/${list}${query}`);
        expect(status).toBe(200);
        const ids = body.items.map(({ id }: { id: string }) => id);
        expect(ids).not.toContain(grants[0]?.body.id);
        expect(ids).not.toContain(grants[1]?.body.id);
      }
      const given = { user_id: caller.id, env_id: site.env, kind_id: site.kind };
      const role = list === 'deployment-permissions' ? 'Maintainer' : 'User';
      const body = { ...given, role };
      expectErrorBody(await site.admin.post(`/api/v2/${list}`, { body }), 'not_found');
    }
    const [owned, used] = grants.map(({ body }) => body.id);
    for (const path of [`deployment-permissions/${owned}`, `env-user-permissions/${used}`]) {
      expectErrorBody(await site.admin.get(`/api/v2/${path}`), 'not_found');
      expectErrorBody(await site.admin.delete(`/api/v2/${path}`), 'not_found');
    }
    const { body } = await site.admin.get('/api/v2/grants?principal_kind=deployment');
    expect(body.num_total).toBe(2);
    for (const id of [owned, used]) await takeBack(id);
  });

  test('survives another name, and is told by it', async () => {
    const id = await site.deploy(runner.cluster, { name: 'Before' });
    await runner.work();
    const { body: grant } = await give(maintains(id));
    await site.admin.put(`/api/v2/deployments/${id}`, { body: { name: 'After' } });
    const read = await site.admin.get(`/api/v2/grants/${grant.id}`);
    expect(read.body.principal.name).toBe('After');
    await runner.work();
    await site.admin.delete(`/api/v2/deployments/${id}`);
    expectErrorBody(await site.admin.get(`/api/v2/grants/${grant.id}`), 'not_found');
    await runner.work();
  });
});

describe('among principals', () => {
  const find = async (query: Record<string, string>, by: Client = site.admin) =>
    (await by.get(`/api/v2/principals?${new URLSearchParams(query)}`)).body;

  test('deployments are found by name and id, with their env', async () => {
    const found = await find({ search: 'CALL' });
    expect(found.items).toEqual([
      { kind: 'deployment', id: caller.id, name: 'Caller', detail: envName },
    ]);
    expect((await find({ search: caller.id })).num_total).toBe(1);
    const all = await find({ kind: 'deployment' });
    expect(all.items.map(({ name }: { name: string }) => name)).toEqual(['Caller', 'Target']);
    expect(all.num_total).toBe(2);
    expect((await find({ kind: 'service_account', search: 'caller' })).num_total).toBe(0);
  });

  test('by who may list them alone', async () => {
    const stranger = await nobody();
    expect((await find({ kind: 'deployment' }, stranger)).num_total).toBe(0);
    const user = await site.person(site.env, 'envUser');
    expect((await find({ kind: 'deployment' }, user)).num_total).toBe(2);
    const shared = await nobody('shared@team.test');
    const permissions = ['deployment.list'];
    await give({ principal_id: await idOf(shared), resource_id: target, permissions });
    expect((await find({ kind: 'deployment' }, shared)).items).toMatchObject([{ id: target }]);
  });

  test('where they can be granted something: inside their project', async () => {
    const env = await site.made('envs', { name: 'sibling', project_id: site.project });
    const { organization } = (await site.admin.get(`/api/v2/projects/${site.project}`)).body;
    const inside = { kind: 'deployment', resource_id: env.id };
    expect((await find(inside)).num_total).toBe(2);
    expect((await find({ ...inside, resource_id: organization.id })).num_total).toBe(0);
  });

  test('and no more once their deletion was asked for', async () => {
    const id = await site.deploy(runner.cluster, { name: 'Leaving' });
    await runner.work();
    expect((await find({ search: 'leaving' })).num_total).toBe(1);
    await site.admin.delete(`/api/v2/deployments/${id}`);
    expect((await find({ search: 'leaving' })).num_total).toBe(0);
    await runner.work();
  });

  test('they are members of a project by name, with their roles', async () => {
    const role_id = projectMember.id;
    const { body } = await give({ principal_id: caller.id, resource_id: site.project, role_id });
    const members = await site.admin.get(`/api/v2/members?resource_id=${site.project}`);
    expect(members.body.items).toContainEqual({
      principal: { kind: 'deployment', id: caller.id, name: 'Caller' },
      roles: ['Member'],
    });
    await takeBack(body.id);
  });
});

describe('asking who may do what', () => {
  const ask = (path: string, query: Record<string, string>, by: Client = site.admin) =>
    by.get(`/api/v2/${path}?${new URLSearchParams(query)}`);
  const question = { permission: 'deployment.restart', resource: '' };

  test('explains it of a deployment, with the grant or with what is missing', async () => {
    const about = { ...question, resource: target, principal: caller.id };
    const denied = (await ask('access', about)).body;
    expect(denied).toMatchObject({ allowed: false, principal: { name: 'Caller' } });
    expect(denied.denial).toMatchObject({ because: 'no_grant' });
    const { body: grant } = await give(maintains(caller.id));
    const allowed = (await ask('access', about)).body;
    expect(allowed).toMatchObject({ allowed: true, reasons: [{ grant_id: grant.id }] });
    const own = await ask('access', { ...question, resource: target }, caller.itself);
    expect(own.body).toMatchObject({ allowed: true, principal: { id: caller.id } });

    const who = (await ask('access/who', { ...question, resource: target })).body;
    expect(who.items.map(({ principal }: { principal: { id: string } }) => principal.id)).toContain(
      caller.id,
    );
    const effective = await ask('access/effective', { principal: caller.id, type: 'deployment' });
    const reached = effective.body.items.map(
      ({ resource }: { resource: { id: string } }) => resource.id,
    );
    expect(reached.sort()).toEqual([caller.id, target].sort());
    await takeBack(grant.id);
  });

  test('of one that is disabled it says so, and does not count it', async () => {
    const id = await site.deploy(runner.cluster, { name: 'Sleeper' });
    const { body: grant } = await give(maintains(id));
    await site.admin.put(`/api/v2/deployments/${id}`, { body: { enabled: false } });
    const about = { ...question, resource: target, principal: id };
    const { denial } = (await ask('access', about)).body;
    expect(denial).toMatchObject({ because: 'inactive' });
    expect(denial.message).toContain('Sleeper is disabled');
    const who = (await ask('access/who', { ...question, resource: target })).body.items;
    expect(JSON.stringify(who)).not.toContain(id);
    await takeBack(grant.id);
    await runner.work();
    await site.admin.delete(`/api/v2/deployments/${id}`);
  });

  test('tells of a deployment to who may know of it', async () => {
    const env = await site.made('envs', { name: 'apart', project_id: site.project });
    const stranger = await nobody('apart@team.test');
    await give({
      ...{ principal_id: await idOf(stranger), resource_id: env.id, role_id: envAdmin.id },
    });
    const about = { ...question, resource: env.id, principal: caller.id };
    const hidden = await ask('access', about, stranger);
    expectErrorBody(hidden, 'not_found');
    expect(JSON.stringify(hidden.body)).not.toContain('Caller');
  });
});

describe('a grant on one deployment', () => {
  test('is given by an env’s Admin, and reaches that one alone', async () => {
    const admin = await site.person(site.env, 'envAdmin');
    const friend = await nobody('friend@team.test');
    const list = {
      ...{ principal_id: await idOf(friend), resource_id: target },
      permissions: ['deployment.read', 'deployment.restart', 'deployment_task.read'],
    };
    const given = await give(list, admin);
    expect(given.body).toMatchObject({
      resource: { type: 'deployment', id: target, name: 'Target' },
      path: [{}, {}, { type: 'env', id: site.env }],
    });
    const { abilities } = (await friend.get(`/api/v2/deployments/${target}`)).body;
    expect(abilities).toEqual(['restart']);
    expectErrorBody(await friend.get(`/api/v2/deployments/${caller.id}`), 'not_found');
    expectErrorBody(await friend.get(`/api/v2/envs/${site.env}`), 'not_found');
    for (const query of [`resource_id=${target}`, `within=${site.env}`, `holds_on=${target}`]) {
      const { body } = await admin.get(`/api/v2/grants?${query}`);
      const ids = body.items.map(({ id }: { id: string }) => id);
      expect(ids, query).toContain(given.body.id);
    }
    // What holds on it from above: of its kind, and of no other.
    const { body: above } = await admin.get(`/api/v2/grants?holds_on=${target}`);
    expect(above.items.length).toBeGreaterThan(1);
    await takeBack(given.body.id);
    expectErrorBody(await friend.get(`/api/v2/deployments/${target}`), 'not_found');
  });

  test('takes custom roles and lists; built-in roles are of envs, and another kind is none of it', async () => {
    const role = await site.made('roles', {
      ...{ name: 'operator', home_id: site.project, permissions: ['deployment.restart'] },
    });
    const principal_id = await idOf(await nobody('operator@team.test'));
    const on = { principal_id, resource_id: target };
    const given = await give({ ...on, role_id: role.id, kind_id: site.kind });
    expect(given.status).toBe(201);
    const builtIn = await give({ ...on, role_id: deploymentMaintainer.id, kind_id: site.kind });
    expectErrorBody(builtIn, 'invalid_request');
    const other = await site.made('deployment-kinds', { name: 'other' });
    const foreign = await give({ ...on, role_id: role.id, kind_id: other.id });
    expectErrorBody(foreign, 'invalid_request');
    expect(foreign.body.fields[0].field).toBe('kind_id');
  });

  test('goes with it', async () => {
    const id = await site.deploy(runner.cluster, { name: 'Short-lived' });
    const friend = await nobody('friend@team.test');
    const principal_id = await idOf(friend);
    const permissions = ['deployment.read'];
    const { body: grant } = await give({ principal_id, resource_id: id, permissions });
    await site.admin.delete(`/api/v2/deployments/${id}?force=true`);
    expectErrorBody(await site.admin.get(`/api/v2/grants/${grant.id}`), 'not_found');
  });

  test('is lost by who gave more than they hold: an Owner of the kind gives nothing', async () => {
    const owner = await site.person(site.env, 'deploymentOwner');
    const principal_id = await idOf(await nobody('friend@team.test'));
    const refused = await give(
      { principal_id, resource_id: target, permissions: ['deployment.read'] },
      owner,
    );
    expectErrorBody(refused, 'forbidden');
    expect(refused.body.permission).toBe('grant.create');
  });
});

test('on a deployment itself no built-in role is granted', async () => {
  const { status, body } = await site.admin.get(`/api/v2/roles?kind=built_in&usable_on=${target}`);
  expect(status).toBe(200);
  expect(body).toMatchObject({ items: [], num_total: 0 });
});

test('a project that moves takes what its deployments hold along', async () => {
  const { body: grant } = await give(maintains(caller.id));
  const role = await site.made('roles', {
    ...{ name: 'mover', home_id: site.project, permissions: ['env.read'] },
  });
  const { body: custom } = await give({
    ...{ principal_id: caller.id, resource_id: site.env, role_id: role.id },
  });
  const elsewhere = await site.made('organizations', { name: 'elsewhere' });
  const move = `/api/v2/projects/${site.project}/move`;
  const body = { organization_id: elsewhere.id };
  const tried = await site.admin.post(`${move}?dry_run=true`, { body });
  expect(tried.body.lost_grants.count, JSON.stringify(tried.body)).toBe(0);
  expect((await site.admin.post(move, { body })).status).toBe(200);
  for (const { id } of [grant, custom]) {
    expect((await site.admin.get(`/api/v2/grants/${id}`)).status).toBe(200);
  }
  expect((await caller.itself.get(`/api/v2/deployments/${target}`)).status).toBe(200);
});

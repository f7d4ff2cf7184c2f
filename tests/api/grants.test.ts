import { builtInRoles, permissions } from '@keywright/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Client } from '../kit/http-client.ts';
import { type AccessSite, accessSite, type Somebody } from './access-kit.ts';
import { expectErrorBody } from './matrix-answers.ts';

const { envAdmin, envUser, projectAdmin, organizationAdmin, deploymentOwner } = builtInRoles;
const nobody = '01890000-0000-7000-8000-000000000000';
const day = 86_400_000;

let site: AccessSite;
let admin: Client;
let organization: string;
let project: string;
let env: string;
let kind: string;
/** Admin of the env alone. */
let keeper: Somebody;
/** Holds nothing. */
let guest: Somebody;

beforeAll(async () => {
  site = await accessSite();
  admin = site.admin;
  organization = await site.organization();
  project = await site.project(organization);
  env = await site.env(project);
  kind = await site.kind();
  keeper = await site.somebody('Kim Keeper');
  guest = await site.somebody('Gus Guest');
  await site.grant(keeper.id, env, { role_id: envAdmin.id });
});
afterAll(() => site.server.stop());

const give = (body: Record<string, unknown>, by: Client = keeper.client) =>
  by.post('/api/v2/grants', { body: { principal_id: guest.id, resource_id: env, ...body } });
const take = (id: string, by: Client = keeper.client) => by.delete(`/api/v2/grants/${id}`);
const later = (days: number) => new Date(Date.now() + days * day).toISOString();

test('a role is granted, shown with its path, gives what it says, and is taken back', async () => {
  const seen = () => guest.client.get(`/api/v2/envs/${env}`);
  expectErrorBody(await seen(), 'not_found');
  const { status, body } = await give({ role_id: envUser.id });
  expect(status).toBe(201);
  expect(body).toMatchObject({
    principal: { kind: 'user', id: guest.id, name: 'Gus Guest' },
    role: { id: envUser.id, name: 'User', kind: 'built_in' },
    permissions: [...envUser.permissions].sort(),
    resource: { type: 'env', id: env },
    path: [
      { type: 'organization', id: organization },
      { type: 'project', id: project },
    ],
    deployment_kind: null,
    ends_at: null,
    state: 'active',
    created_by: { id: keeper.id, name: 'Kim Keeper' },
    abilities: ['delete'],
  });
  expect((await seen()).status).toBe(200);
  const own = await guest.client.get(`/api/v2/grants/${body.id}`);
  expect(own.body).toEqual({ ...body, abilities: [] });
  expectErrorBody(await take(body.id, guest.client), 'forbidden');
  expect((await take(body.id)).status).toBe(204);
  expectErrorBody(await seen(), 'not_found');
  expectErrorBody(await take(body.id), 'not_found');
});

test('a bare list of permissions is granted, each once', async () => {
  const list = ['deployment.read', 'env.read', 'deployment.read'];
  const { body } = await give({ permissions: list });
  expect(body.role).toBeNull();
  expect(body.permissions).toEqual(['deployment.read', 'env.read']);
  expect((await guest.client.get(`/api/v2/envs/${env}`)).status).toBe(200);
  await take(body.id);
});

test('the record tells what was granted, to whom and where, and that it was taken back', async () => {
  const ends_at = later(2);
  const { body } = await give({ role_id: deploymentOwner.id, kind_id: kind, ends_at });
  await take(body.id);
  const { items } = (await admin.get(`/api/v2/audit-events?target_id=${body.id}`)).body;
  const [organizationName, projectName] = body.path.map(({ name }: { name: string }) => name);
  const details = {
    owner_id: guest.id,
    owner_name: 'Gus Guest',
    role: 'Owner',
    permissions: null,
    resource_id: env,
    resource_name: `${organizationName} / ${projectName} / ${body.resource.name}`,
    deployment_kind: body.deployment_kind.name,
    ends_at,
  };
  expect(items).toMatchObject([
    { action: 'grant.delete', actor: { id: keeper.id }, details },
    { action: 'grant.create', actor: { id: keeper.id }, details },
  ]);
});

describe('what is granted must be one thing that fits there', () => {
  const bad: [string, () => Record<string, unknown>, string][] = [
    [
      'a role and a list',
      () => ({ role_id: envUser.id, permissions: ['env.read'] }),
      'permissions',
    ],
    ['neither', () => ({}), 'role_id'],
    ['an empty list', () => ({ permissions: [] }), 'permissions'],
    ['an unknown permission', () => ({ permissions: ['env.explode'] }), 'permissions.0'],
    ['a role of another level', () => ({ role_id: projectAdmin.id }), 'role_id'],
    ['a role of a kind without one', () => ({ role_id: deploymentOwner.id }), 'kind_id'],
    ['a kind for a role that has none', () => ({ role_id: envUser.id, kind_id: kind }), 'kind_id'],
    ['an end that has passed', () => ({ role_id: envUser.id, ends_at: '2020-01-01' }), 'ends_at'],
  ];
  test.each(bad)('not %s', async (_says, body, field) => {
    const answer = await give(body());
    expectErrorBody(answer, 'invalid_request');
    expect(answer.body.fields[0].field).toBe(field);
  });

  test.each([
    ['principal_id', { role_id: envUser.id, principal_id: nobody }],
    ['role_id', { role_id: nobody }],
    ['kind_id', { role_id: deploymentOwner.id, kind_id: nobody }],
  ])('a %s that nothing has is not found', async (field, body) => {
    const answer = await give(body);
    expectErrorBody(answer, 'not_found');
    expect(answer.body.message).toContain(field);
  });

  test('an env is no deployment kind', async () => {
    const answer = await give({ role_id: deploymentOwner.id, kind_id: env });
    expectErrorBody(answer, 'not_found');
  });
});

describe('where it is granted', () => {
  test('what the caller does not see is not there', async () => {
    const hidden = await site.env(await site.project(organization));
    for (const resource_id of [hidden, nobody]) {
      const answer = await give({ role_id: envUser.id, resource_id });
      expectErrorBody(answer, 'not_found');
    }
  });

  test('who sees it and may not grant hears what is missing', async () => {
    const viewer = await site.somebody();
    await site.grant(viewer.id, env, { role_id: envUser.id });
    const answer = await give({ role_id: envUser.id }, viewer.client);
    expectErrorBody(answer, 'forbidden');
    expect(answer.body.permission).toBe('grant.create');
    expect(answer.body.roles).toContain('Admin (env)');
  });

  test('a custom role is granted where it lives and below, and nowhere else', async () => {
    const other = await site.organization();
    const mine = await site.role(project, ['env.read']);
    const theirs = await site.role(other, ['env.read']);
    const { status, body } = await give({ role_id: mine }, admin);
    expect([status, body.role.kind]).toEqual([201, 'custom']);
    const elsewhere = await give({ role_id: theirs }, admin);
    expectErrorBody(elsewhere, 'invalid_request');
    expect(elsewhere.body.fields[0].field).toBe('role_id');
    expectErrorBody(await give({ role_id: theirs }), 'not_found');
    await take(body.id);
  });

  test('a service account holds rights inside its home alone', async () => {
    const outside = await site.project(organization);
    const account = await site.account(outside);
    const answer = await give({ role_id: envUser.id, principal_id: account }, admin);
    expectErrorBody(answer, 'invalid_request');
    expect(answer.body.fields[0].field).toBe('resource_id');
    const inside = { principal_id: account, resource_id: await site.env(outside) };
    expect((await give({ role_id: envUser.id, ...inside }, admin)).status).toBe(201);
  });

  test('a deleted service account is granted nothing, and nothing of it is left', async () => {
    const account = await site.account(project);
    const id = await site.grant(account, env, { role_id: envUser.id });
    expect((await admin.delete(`/api/v2/service-accounts/${account}`)).status).toBe(204);
    expectErrorBody(await admin.get(`/api/v2/grants/${id}`), 'not_found');
    const again = await give({ role_id: envUser.id, principal_id: account }, admin);
    expectErrorBody(again, 'not_found');
  });
});

describe('nobody gives what they do not hold there themselves', () => {
  test('not what they lack, to others or to themselves', async () => {
    for (const principal_id of [guest.id, keeper.id]) {
      const answer = await give({ permissions: ['role.create'], principal_id });
      expectErrorBody(answer, 'beyond_own_rights');
      expect(answer.body.permission).toBe('role.create');
    }
  });

  test('not for longer', async () => {
    const passing = await site.somebody();
    await site.grant(passing.id, env, { role_id: envAdmin.id, ends_at: later(5) });
    const lasting = [{}, { ends_at: null }, { ends_at: later(6) }];
    for (const end of lasting) {
      const answer = await give({ role_id: envUser.id, ...end }, passing.client);
      expectErrorBody(answer, 'beyond_own_rights');
    }
    const shorter = await give({ role_id: envUser.id, ends_at: later(4) }, passing.client);
    expect(shorter.status).toBe(201);
    await take(shorter.body.id);
  });

  test('not for other deployment kinds than their own', async () => {
    const owner = await site.somebody();
    await site.grant(owner.id, env, { role_id: deploymentOwner.id, kind_id: kind });
    await site.grant(owner.id, env, { permissions: ['grant.create', 'env.read'] });
    const other = await site.kind();
    const of = (kind_id: string | undefined) =>
      give({ permissions: ['deployment.update'], kind_id }, owner.client);
    expectErrorBody(await of(undefined), 'beyond_own_rights');
    expectErrorBody(await of(other), 'beyond_own_rights');
    const own = await of(kind);
    expect(own.status).toBe(201);
    await take(own.body.id);
  });

  test('a site administrator holds everything', async () => {
    const everything = await site.somebody();
    const { status } = await give({ permissions, principal_id: everything.id }, admin);
    expect(status).toBe(201);
  });
});

describe('the same grant twice', () => {
  const same = [
    ['a role', () => ({ role_id: envUser.id })],
    ['a role of a kind', () => ({ role_id: deploymentOwner.id, kind_id: kind })],
    ['a bare list', () => ({ permissions: ['env.read', 'env.list'] })],
  ] as const;
  test.each(same)('is refused: %s', async (_says, body) => {
    const person = await site.somebody();
    const given = { ...body(), principal_id: person.id };
    expect((await give(given)).status).toBe(201);
    expectErrorBody(await give(given), 'conflict');
  });

  test.each(same)('at once is made once: %s', async (_says, body) => {
    const person = await site.somebody();
    const given = { ...body(), principal_id: person.id };
    const answers = await Promise.all([give(given, admin), give(given), give(given), give(given)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
    const { body: list } = await admin.get(`/api/v2/grants?principal_id=${person.id}`);
    expect(list.num_total).toBe(1);
  });

  test('on another resource, or with other permissions, is another grant', async () => {
    const person = await site.somebody();
    const to = { principal_id: person.id };
    const second = await site.env(project);
    const all = [
      await give({ ...to, role_id: envUser.id }, admin),
      await give({ ...to, role_id: envUser.id, resource_id: second }, admin),
      await give({ ...to, permissions: ['env.read'] }, admin),
      await give({ ...to, permissions: ['env.read', 'env.list'] }, admin),
    ];
    expect(all.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
  });
});

test('organization Admins give their role away, and what is below it', async () => {
  const chief = await site.somebody();
  await site.grant(chief.id, organization, { role_id: organizationAdmin.id });
  const given = [
    { resource_id: organization, role_id: organizationAdmin.id },
    { resource_id: project, role_id: projectAdmin.id },
    { resource_id: env, role_id: deploymentOwner.id, kind_id: kind },
  ];
  for (const one of given) expect((await give(one, chief.client)).status).toBe(201);
  const beyond = await give({ resource_id: site.siteId, permissions: ['env.read'] }, chief.client);
  expectErrorBody(beyond, 'forbidden');
});

import { builtInRoles, permissions, siteId } from '@keywright/contract';
import { afterAll, expect, test } from 'vitest';
import { accessSite } from './access-kit.ts';
import { expectError, expectOk } from './matrix-answers.ts';

const site = await accessSite();
afterAll(() => site.server.stop());
const { admin } = site;

const acme = await site.organization();
const shop = await site.project(acme);
const production = await site.env(shop);
const other = await site.organization();

const missing = '01890000-0000-7000-8000-00000000dead';
const post = (body: unknown, by = admin) => by.post('/api/v2/roles', { body });
const roleAt = (id: string) => `/api/v2/roles/${id}`;
const namesIn = (answer: { body: { items: { name: string }[] } }) =>
  answer.body.items.map(({ name }) => name);

const orgAdmin = await site.somebody();
await site.grant(orgAdmin.id, acme, { role_id: builtInRoles.organizationAdmin.id });
const projectAdmin = await site.somebody();
await site.grant(projectAdmin.id, shop, { role_id: builtInRoles.projectAdmin.id });
const envAdmin = await site.somebody();
await site.grant(envAdmin.id, production, { role_id: builtInRoles.envAdmin.id });
const envUser = await site.somebody();
await site.grant(envUser.id, production, { role_id: builtInRoles.envUser.id });
const stranger = await site.somebody();

test('entity types and their operations are all permissions there are', async () => {
  const answer = await stranger.client.get('/api/v2/entity-types');
  expectOk('listEntityTypes', answer);
  const all = answer.body.items.flatMap(({ type, operations }: Record<string, string[]>) =>
    (operations ?? []).map((operation) => `${type}.${operation}`),
  );
  expect(all).toEqual(permissions);
});

test('a custom role is made, read, listed, changed and deleted, and each is on the record', async () => {
  const made = await post({
    name: 'Reader',
    description: 'Reads envs.',
    home_id: acme,
    permissions: ['env.read', 'env.list', 'env.read'],
  });
  expectOk('createRole', made);
  expect(made.body).toMatchObject({
    name: 'Reader',
    description: 'Reads envs.',
    kind: 'custom',
    home: { type: 'organization', id: acme },
    levels: ['organization', 'project', 'env'],
    of_kind: false,
    permissions: ['env.list', 'env.read'],
    num_grants: 0,
    abilities: ['update', 'delete'],
  });
  const path = roleAt(made.body.id);
  expect((await admin.get(path)).body).toEqual(made.body);
  const listed = await admin.get(`/api/v2/roles?home_id=${acme}&search=READ`);
  expectOk('listRoles', listed);
  expect(listed.body).toMatchObject({ num_total: 1, items: [made.body] });

  const changed = await admin.patch(path, {
    body: { name: 'Watcher', permissions: ['env.read', 'deployment.read'] },
  });
  expectOk('updateRole', changed);
  expect(changed.body).toMatchObject({
    name: 'Watcher',
    description: 'Reads envs.',
    permissions: ['deployment.read', 'env.read'],
  });
  expectOk('deleteRole', await admin.delete(path));
  expectError('getRole', await admin.get(path), 'not_found');

  const events = await admin.get(`/api/v2/audit-events?target_id=${made.body.id}`);
  expect(events.body.items).toMatchObject([
    { action: 'role.delete', target: { name: 'Watcher' }, details: { parent_id: acme, grants: 0 } },
    {
      action: 'role.update',
      details: {
        name: { from: 'Reader', to: 'Watcher' },
        permissions: { from: ['env.list', 'env.read'], to: ['deployment.read', 'env.read'] },
      },
    },
    { action: 'role.create', details: { permissions: ['env.list', 'env.read'] } },
  ]);
});

test('a change that changes nothing is not on the record', async () => {
  const id = await site.role(acme, ['env.read'], 'Stays');
  const same = await admin.patch(roleAt(id), {
    body: { name: 'Stays', permissions: ['env.read', 'env.read'] },
  });
  expectOk('updateRole', same);
  const events = await admin.get(`/api/v2/audit-events?target_id=${id}`);
  expect(events.body.num_total).toBe(1);
});

test('everybody sees the built-in roles, and nobody changes them', async () => {
  const { envUser: role } = builtInRoles;
  const answer = await stranger.client.get(roleAt(role.id));
  expectOk('getRole', answer);
  expect(answer.body).toMatchObject({
    name: 'User',
    kind: 'built_in',
    home: null,
    levels: ['env'],
    of_kind: false,
    permissions: [...role.permissions].sort(),
    created_at: null,
    abilities: [],
  });
  const all = await stranger.client.get('/api/v2/roles');
  expect(all.body.num_total).toBe(Object.keys(builtInRoles).length);

  for (const { client } of [{ client: admin }, orgAdmin, stranger]) {
    const changed = await client.patch(roleAt(role.id), { body: { name: 'Mine' } });
    expectError('updateRole', changed, 'conflict');
    expect(changed.body.message).toMatch(/same on every site/);
    expectError('deleteRole', await client.delete(roleAt(role.id)), 'conflict');
  }
});

test('custom roles are seen by who reads roles there or grants below, and by who holds them', async () => {
  const id = await site.role(acme, ['channel.read'], 'Seen');
  const below = await site.role(shop, ['channel.read'], 'Seen below');
  const away = await site.role(other, ['channel.read'], 'Seen elsewhere');
  const everywhere = await site.role(siteId, ['channel.read'], 'Seen everywhere');
  const seenBy = async ({ client }: { client: typeof admin }) => {
    const list = await client.get('/api/v2/roles?kind=custom&search=seen');
    for (const one of [id, below, away, everywhere]) {
      const { status } = await client.get(roleAt(one));
      const isListed = list.body.items.some((role: { id: string }) => role.id === one);
      expect(status).toBe(isListed ? 200 : 404);
    }
    expect(list.body.num_total).toBe(list.body.items.length);
    return namesIn(list);
  };
  expect(await seenBy({ client: admin })).toEqual([
    'Seen',
    'Seen below',
    'Seen elsewhere',
    'Seen everywhere',
  ]);
  const ours = ['Seen', 'Seen below', 'Seen everywhere'];
  expect(await seenBy(orgAdmin)).toEqual(ours);
  expect(await seenBy(projectAdmin)).toEqual(ours);
  expect(await seenBy(envAdmin)).toEqual(ours);
  expect(await seenBy(envUser)).toEqual([]);
  expect(await seenBy(stranger)).toEqual([]);

  const holder = await site.somebody();
  await site.grant(holder.id, production, { role_id: id });
  expect(await seenBy(holder)).toEqual(['Seen']);
});

test('asked for a resource, the list holds what can be granted there', async () => {
  const org = await site.organization();
  const project = await site.project(org);
  const env = await site.env(project);
  await site.role(org, ['env.read'], 'Of the organization');
  await site.role(project, ['env.read'], 'Of the project');
  await site.role(await site.project(org), ['env.read'], 'Of its neighbour');
  const usable = async (id: string, more = '') =>
    namesIn(await admin.get(`/api/v2/roles?usable_on=${id}${more}`)).filter(
      (name) => !/^Seen/.test(name),
    );
  expect(await usable(env, '&kind=custom')).toEqual(['Of the organization', 'Of the project']);
  expect(await usable(org, '&kind=custom')).toEqual(['Of the organization']);
  expect(await usable(env, '&kind=built_in')).toEqual([
    ...['Admin', 'Maintainer', 'Owner', 'Runner', 'User'],
  ]);
  expect(await usable(org, '&kind=built_in')).toEqual(['Admin', 'Member', 'Verifier']);
  expect(await usable(siteId, '&kind=built_in')).toEqual(['Runner', 'Verifier']);

  // Who does not see the resource hears the same of it as of one that is not there.
  for (const id of [org, missing]) {
    const answer = await stranger.client.get(`/api/v2/roles?usable_on=${id}`);
    expectError('listRoles', answer, 'not_found');
  }
});

test('roles live at the site, an organization or a project, and nowhere else', async () => {
  const kind = await site.kind();
  for (const id of [production, kind]) {
    const answer = await post({ name: 'Lost', home_id: id, permissions: ['env.read'] });
    expectError('createRole', answer, 'invalid_request');
    expect(answer.body.fields).toMatchObject([{ field: 'home_id' }]);
  }
  const nowhere = await post({ name: 'Lost', home_id: missing, permissions: ['env.read'] });
  expectError('createRole', nowhere, 'not_found');
});

test('who may not make roles there is told what is missing, if they see the place at all', async () => {
  const body = { name: 'Mine', home_id: acme, permissions: ['env.read'] };
  expectError('createRole', await post(body, stranger.client), 'not_found');
  expectError('createRole', await post(body, projectAdmin.client), 'not_found');
  const member = await site.somebody();
  await site.grant(member.id, acme, { role_id: builtInRoles.organizationMember.id });
  const refused = await post(body, member.client);
  expectError('createRole', refused, 'forbidden');
  expect(refused.body.permission).toBe('role.create');
});

test('nobody puts into a role what they do not hold where it lives', async () => {
  const body = { name: 'More', home_id: acme, permissions: ['env.read', 'user.update'] };
  const refused = await post(body, orgAdmin.client);
  expectError('createRole', refused, 'beyond_own_rights');
  expect(refused.body.permission).toBe('user.update');

  const id = await site.role(acme, ['user.update', 'env.read'], 'Made above');
  const change = (permissions: string[]) =>
    orgAdmin.client.patch(roleAt(id), { body: { permissions } });
  // What is in it already is not theirs to give, and need not go either.
  expectOk('updateRole', await change(['user.update', 'env.read', 'env.list']));
  expectError('updateRole', await change(['user.update', 'user.create']), 'beyond_own_rights');
  expectOk('updateRole', await change(['env.read']));
  expectError('updateRole', await change(['env.read', 'user.update']), 'beyond_own_rights');
});

test('who holds a role may not change it, and who does not see it hears nothing of it', async () => {
  const id = await site.role(shop, ['env.read', 'env.list']);
  await site.grant(envUser.id, production, { role_id: id });
  const change = { body: { name: 'Mine' } };
  const refused = await envUser.client.patch(roleAt(id), change);
  expectError('updateRole', refused, 'forbidden');
  expect(refused.body.permission).toBe('role.update');
  expectError('updateRole', await stranger.client.patch(roleAt(id), change), 'not_found');
  expectError('deleteRole', await stranger.client.delete(roleAt(id)), 'not_found');
});

test.each([
  ['in case', 'deployer'],
  ['in composed or decomposed letters', 'Deployér', 'deploye\u0301r'],
  ['in full width', 'Ｄｅｐｌｏｙｅｒ'],
])('two names that differ only %s are one', async (_how, name, first = 'Deployer') => {
  const home = await site.organization();
  await site.role(home, ['env.read'], first);
  const answer = await post({ name, home_id: home, permissions: ['env.read'] });
  expectError('createRole', answer, 'conflict');
  expect(answer.body.message).toContain(first.normalize('NFC'));

  const second = await site.role(home, ['env.read'], 'Second');
  const renamed = await admin.patch(roleAt(second), { body: { name } });
  expectError('updateRole', renamed, 'conflict');
  // Elsewhere it is free.
  await site.role(await site.project(home), ['env.read'], name);
});

test('a role may be renamed to another spelling of its own name', async () => {
  const id = await site.role(await site.organization(), ['env.read'], 'reader');
  const answer = await admin.patch(roleAt(id), { body: { name: 'READER' } });
  expect(answer.body.name).toBe('READER');
});

test.each<[string, unknown]>([
  ['permissions', { permissions: [] }],
  ['permissions.1', { permissions: ['env.read', 'env.fly'] }],
  ['permissions.0', { permissions: ['ENV.READ'] }],
  ['permissions.0', { permissions: [7] }],
  ['permissions', { permissions: Array.from({ length: 201 }, () => 'env.read') }],
  ['permissions', { permissions: 'env.read' }],
  ['name', { name: '' }],
  ['name', { name: 'a\u202eb' }],
  ['description', { description: 'x'.repeat(501) }],
  ['home_id', { home_id: 'acme' }],
])('a role is refused, naming %s: %j', async (field, wrong) => {
  const good = { name: 'Good', home_id: acme, permissions: ['env.read'] };
  const answer = await post({ ...good, ...(wrong as object) });
  expectError('createRole', answer, 'invalid_request');
  expect(answer.body.fields).toMatchObject([{ field }]);
});

test('what its holders may do, and what they see, changes with the role from the next request on', async () => {
  const id = await site.role(acme, ['project.read']);
  const person = await site.somebody();
  await site.grant(person.id, production, { role_id: id });
  const sees = async () => {
    const one = await person.client.get(`/api/v2/envs/${production}`);
    const all = await person.client.get('/api/v2/envs');
    return [one.status, all.body.num_total];
  };
  expect(await sees()).toEqual([404, 0]);
  await admin.patch(roleAt(id), { body: { permissions: ['env.read', 'env.list'] } });
  expect(await sees()).toEqual([200, 1]);
  await admin.patch(roleAt(id), { body: { permissions: ['env.read'] } });
  expect(await sees()).toEqual([200, 0]);
});

test('of two that make or rename to the same name at once one is told', async () => {
  const home = await site.organization();
  const body = { name: 'Once', home_id: home, permissions: ['env.read'] };
  const made = await Promise.all([post(body), post(body), post(body)]);
  expect(made.map(({ status }) => status).sort()).toEqual([201, 409, 409]);

  const ids = [await site.role(home, ['env.read']), await site.role(home, ['env.read'])];
  const renamed = await Promise.all(
    ids.map((id) => admin.patch(roleAt(id), { body: { name: 'Taken' } })),
  );
  expect(renamed.map(({ status }) => status).sort()).toEqual([200, 409]);
});

test('two edits of one role at once are made one after the other', async () => {
  const id = await site.role(acme, ['env.read']);
  const edits = [{ name: 'Edited' }, { description: 'Edited too' }, { permissions: ['env.list'] }];
  const answers = await Promise.all(edits.map((body) => admin.patch(roleAt(id), { body })));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect((await admin.get(roleAt(id))).body).toMatchObject({
    name: 'Edited',
    description: 'Edited too',
    permissions: ['env.list'],
  });
});

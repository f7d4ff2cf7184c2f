import { builtInRoles, type RoleEffect } from '@keywright/contract';
import { afterAll, expect, test } from 'vitest';
import { accessSite } from './access-kit.ts';
import { expectError, expectOk } from './matrix-answers.ts';

let ahead = 0;
const clock = () => Date.now() + ahead;
const site = await accessSite(clock);
afterAll(() => site.server.stop());
const { admin } = site;

const acme = await site.organization();
const shop = await site.project(acme);
const production = await site.env(shop);
const staging = await site.env(shop);
const kind = await site.kind();

const soon = () => new Date(clock() + 3_600_000).toISOString();
const try_ = (id: string, permissions: string[], by = admin) =>
  by.patch(`/api/v2/roles/${id}?dry_run=true`, { body: { permissions } });
const remove = (id: string, query = '', by = admin) => by.delete(`/api/v2/roles/${id}${query}`);
const tryRemove = (id: string, replacement?: string) =>
  remove(id, `?dry_run=true${replacement ? `&replacement_id=${replacement}` : ''}`);
test('a change of a role can be tried: who gains and who loses, all else they hold counted', async () => {
  const role = await site.role(acme, ['env.read', 'env.update']);
  const [plain, twice, also] = [
    await site.somebody(),
    await site.somebody(),
    await site.somebody(),
  ];
  await site.grant(plain.id, production, { role_id: role });
  // This one has it in two places, the other holds by another grant what would go.
  await site.grant(twice.id, production, { role_id: role });
  await site.grant(twice.id, shop, { role_id: role });
  await site.grant(also.id, production, { role_id: role });
  await site.grant(also.id, shop, { permissions: ['env.update', 'env.delete'] });

  const answer = await try_(role, ['env.read', 'env.delete']);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  expect(answer.body).toMatchObject({ dry_run: true, num_grants: 4, num_changed: 2 });
  const lines = answer.body.items.map(
    ({ principal, resource, gains, loses }: RoleEffect['items'][number]) =>
      [principal.id, resource.id, gains, loses] as const,
  );
  const change = [['env.delete'], ['env.update']];
  expect(lines).toHaveLength(3);
  expect(lines).toEqual(
    expect.arrayContaining([
      [plain.id, production, ...change],
      [twice.id, production, ...change],
      [twice.id, shop, ...change],
    ]),
  );
  // It was only tried.
  expect((await admin.get(`/api/v2/roles/${role}`)).body.permissions).toEqual([
    ...['env.read', 'env.update'],
  ]);
  const events = await admin.get(`/api/v2/audit-events?target_id=${role}`);
  expect(events.body.num_total).toBe(1);
});

test('whoever may do everything, or nothing at all, neither gains nor loses', async () => {
  const role = await site.role(acme, ['env.read']);
  const leaver = await site.somebody();
  const ruler = await site.somebody();
  const account = await site.account(acme);
  for (const id of [leaver.id, ruler.id, account]) {
    await site.grant(id, production, { role_id: role });
  }
  await admin.put(`/api/v2/users/${leaver.id}`, { body: { is_active: false } });
  await admin.put(`/api/v2/users/${ruler.id}`, { body: { is_admin: true } });
  await admin.patch(`/api/v2/service-accounts/${account}`, { body: { is_enabled: false } });
  const answer = await try_(role, ['env.list']);
  expect(answer.body).toMatchObject({ num_grants: 3, num_changed: 0, items: [] });
});

test('a grant for one deployment kind counts for that kind', async () => {
  const role = await site.role(acme, ['deployment.read']);
  const person = await site.somebody();
  await site.grant(person.id, production, { role_id: role, kind_id: kind });
  const answer = await try_(role, ['deployment.update']);
  expect(answer.body.items).toMatchObject([
    {
      principal: { id: person.id },
      resource: { id: production },
      gains: ['deployment.update'],
      loses: ['deployment.read'],
    },
  ]);
  await site.grant(person.id, production, { permissions: ['deployment.read'], kind_id: kind });
  const [line] = (await try_(role, ['deployment.update'])).body.items;
  expect(line.loses).toEqual([]);
});

test('however many would be changed all are counted, and a hundred shown', {
  timeout: 60_000,
}, async () => {
  const role = await site.role(shop, ['env.read']);
  for (let i = 0; i < 104; i++) {
    const grants = [{ resource_id: i % 2 ? production : staging, role_id: role }];
    const body = { name: `one of many ${i}`, home_id: shop, grants };
    expect((await admin.post('/api/v2/service-accounts', { body })).status).toBe(201);
  }
  const { body } = await try_(role, ['env.list']);
  expect(body).toMatchObject({ num_grants: 104, num_changed: 104 });
  expect(body.items).toHaveLength(100);
});

test('trying is for who may do it, and refused for the same reasons', async () => {
  const role = await site.role(acme, ['env.read'], 'Tried');
  await site.role(acme, ['env.read'], 'Taken');
  const orgAdmin = await site.somebody();
  await site.grant(orgAdmin.id, acme, { role_id: builtInRoles.organizationAdmin.id });
  const beyond = await try_(role, ['env.read', 'user.update'], orgAdmin.client);
  expectError('updateRole', beyond, 'beyond_own_rights');
  const taken = await admin.patch(`/api/v2/roles/${role}?dry_run=true`, {
    body: { name: 'TAKEN' },
  });
  expectError('updateRole', taken, 'conflict');
  const stranger = await site.somebody();
  expectError('updateRole', await try_(role, ['env.read'], stranger.client), 'not_found');
});

test('a role in use is not deleted without its replacement', async () => {
  const role = await site.role(acme, ['env.read'], 'Used');
  const next = await site.role(acme, ['env.list'], 'Next');
  const person = await site.somebody();
  const grant = await site.grant(person.id, production, { role_id: role, ends_at: soon() });

  const refused = await remove(role);
  expectError('deleteRole', refused, 'in_use');
  expect(refused.body.message).toMatch(/^1 grant uses Used/);

  expect((await tryRemove(role, next)).body).toMatchObject({
    num_grants: 1,
    num_changed: 1,
    items: [{ gains: ['env.list'], loses: ['env.read'] }],
  });
  expect((await tryRemove(role)).body.items).toMatchObject([{ gains: [], loses: ['env.read'] }]);
  expectError('deleteRole', await remove(role), 'in_use');

  expectOk('deleteRole', await remove(role, `?replacement_id=${next}`));
  expect((await admin.get(`/api/v2/grants/${grant}`)).body).toMatchObject({
    role: { id: next, name: 'Next' },
    permissions: ['env.list'],
    ends_at: expect.any(String),
  });
  // What it sees follows at once.
  expect((await person.client.get('/api/v2/envs')).body.num_total).toBe(1);
  expect((await person.client.get(`/api/v2/envs/${production}`)).status).toBe(404);
  const [event] = (await admin.get(`/api/v2/audit-events?target_id=${role}`)).body.items;
  expect(event).toMatchObject({
    action: 'role.delete',
    target: { name: 'Used' },
    details: { replacement: 'Next', grants: 1 },
  });
});

test('who had both roles at one place keeps one grant, with the later end', async () => {
  const [role, next] = [await site.role(acme, ['env.read']), await site.role(acme, ['env.list'])];
  const person = await site.somebody();
  await site.grant(person.id, production, { role_id: role });
  const kept = await site.grant(person.id, production, { role_id: next, ends_at: soon() });
  await site.grant(person.id, staging, { role_id: role });
  expectOk('deleteRole', await remove(role, `?replacement_id=${next}`));
  const grants = await admin.get(
    `/api/v2/grants?principal_id=${person.id}&resource_id=${production}`,
  );
  expect(grants.body.items).toMatchObject([{ id: kept, role: { id: next }, ends_at: null }]);
  expect((await admin.get(`/api/v2/roles/${next}`)).body.num_grants).toBe(2);
});

test('a replacement fits wherever the role was granted', async () => {
  const role = await site.role(acme, ['env.read']);
  const person = await site.somebody();
  await site.grant(person.id, production, { role_id: role });
  await site.grant(person.id, shop, { role_id: role });
  const { envUser, projectMember, deploymentOwner } = builtInRoles;
  const ofStaging = await site.role(await site.project(acme), ['env.read']);
  const unfit = [envUser.id, projectMember.id, deploymentOwner.id, ofStaging, role];
  for (const replacement of unfit) {
    for (const query of ['', '&dry_run=true']) {
      const answer = await remove(role, `?replacement_id=${replacement}${query}`);
      expectError('deleteRole', answer, 'invalid_request');
      expect(answer.body.fields).toMatchObject([{ field: 'replacement_id' }]);
    }
  }
  const missing = '01890000-0000-7000-8000-00000000dead';
  expectError('deleteRole', await remove(role, `?replacement_id=${missing}`), 'not_found');
  expect((await admin.get(`/api/v2/roles/${role}`)).body.num_grants).toBe(2);
});

test('a role of one deployment kind replaces only in grants of one', async () => {
  const { deploymentMaintainer, envUser } = builtInRoles;
  const role = await site.role(acme, ['deployment.read']);
  const person = await site.somebody();
  await site.grant(person.id, production, { role_id: role, kind_id: kind });
  const refused = await remove(role, `?replacement_id=${envUser.id}`);
  expectError('deleteRole', refused, 'invalid_request');
  expectOk('deleteRole', await remove(role, `?replacement_id=${deploymentMaintainer.id}`));

  const other = await site.role(acme, ['deployment.read']);
  await site.grant(person.id, staging, { role_id: other });
  const none = await remove(other, `?replacement_id=${deploymentMaintainer.id}`);
  expectError('deleteRole', none, 'invalid_request');
});

test('nobody gives more by deleting a role than they hold, nor to one they do not see', async () => {
  const orgAdmin = await site.somebody();
  await site.grant(orgAdmin.id, acme, { role_id: builtInRoles.organizationAdmin.id });
  const role = await site.role(acme, ['env.read']);
  const strong = await site.role(acme, ['env.read', 'user.update']);
  const person = await site.somebody();
  await site.grant(person.id, production, { role_id: role });
  const beyond = await remove(role, `?replacement_id=${strong}`, orgAdmin.client);
  expectError('deleteRole', beyond, 'beyond_own_rights');
  const foreign = await site.role(await site.organization(), ['env.read']);
  const unseen = await remove(role, `?replacement_id=${foreign}`, orgAdmin.client);
  expectError('deleteRole', unseen, 'not_found');
});

test('of two that delete a role at once one is told that it is gone', async () => {
  const [a, b] = [await site.role(acme, ['env.read']), await site.role(acme, ['env.list'])];
  const person = await site.somebody();
  await site.grant(person.id, production, { role_id: a });
  await site.grant(person.id, production, { role_id: b });
  // Each in place of the other: whichever comes first leaves no role to turn to.
  const answers = await Promise.all([
    remove(a, `?replacement_id=${b}`),
    remove(b, `?replacement_id=${a}`),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([204, 404]);
  const grants = await admin.get(`/api/v2/grants?principal_id=${person.id}`);
  expect(grants.body.num_total).toBe(1);
});

test('a grant made while its role is deleted is either replaced or refused', async () => {
  const [role, next] = [await site.role(acme, ['env.read']), await site.role(acme, ['env.list'])];
  const people = await Promise.all([1, 2, 3, 4].map(() => site.somebody()));
  const [first, ...others] = people;
  await site.grant(first?.id ?? '', production, { role_id: role });
  const grantTo = (id: string) =>
    admin.post('/api/v2/grants', {
      body: { principal_id: id, resource_id: production, role_id: role },
    });
  const [gone, ...made] = await Promise.all([
    remove(role, `?replacement_id=${next}`),
    ...others.map(({ id }) => grantTo(id)),
  ]);
  expect(gone?.status).toBe(204);
  const granted = made.filter(({ status }) => status === 201).length;
  expect(made.every(({ status }) => [201, 404].includes(status))).toBe(true);
  expect((await admin.get(`/api/v2/roles/${next}`)).body.num_grants).toBe(1 + granted);
});

test('a grant that has ended counts as a use, and gives and takes nothing', async () => {
  const role = await site.role(acme, ['env.read']);
  const person = await site.somebody();
  await site.grant(person.id, production, { role_id: role, ends_at: soon() });
  expect((await try_(role, ['env.list'])).body.num_changed).toBe(1);
  ahead += 7_200_000;
  expect((await try_(role, ['env.list'])).body).toMatchObject({ num_grants: 1, num_changed: 0 });
  expectError('deleteRole', await remove(role), 'in_use');
});
